package io.turnpike.storage;

import io.turnpike.model.KeyStore;
import io.turnpike.secret.SealedText;
import java.util.List;
import java.util.UUID;

public interface KeyStoreStoreContract extends NamedStoreContract<KeyStore> {
    @Override
    default NamedStore<KeyStore> store(Work work) {
        return work.keyStores();
    }

    @Override
    default List<KeyStore> contents() {
        return List.of(
                new KeyStore("one", new SealedText("key-1", new byte[] {1, (byte) 0xff})),
                new KeyStore("other\n", new SealedText("key-2", new byte[0])),
                new KeyStore("trust alone", null));
    }

    @Override
    default Change noted(UUID organization) {
        return new Change.CatalogueChanged(organization);
    }
}
