package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThatList;

import io.turnpike.model.Environment;
import io.turnpike.model.SigningKey;
import io.turnpike.secret.SealedText;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface SigningKeyStoreContract extends StorageContract {
    @Test
    default void listsThoseOfOneEnvironmentTheNewestFirst() {
        Environment test = write(work -> Samples.stored(work, "acme"));
        Environment other = write(work -> Samples.stored(work, "globex"));
        SigningKey old = key(test, "a", 0);
        SigningKey young = key(test, "b", 1);
        change(work -> {
            work.signingKeys().insert(old);
            work.signingKeys().insert(young);
            work.signingKeys().insert(key(other, "c", 2));
        });

        assertThatList(read(work -> work.signingKeys().list(test.id()))).containsExactly(young, old);
    }

    @Test
    default void deletesOneAndTellsTheNodes() {
        Environment test = write(work -> Samples.stored(work, "acme"));
        SigningKey gone = key(test, "a", 0);
        long before = storage().changes().last();
        change(work -> work.signingKeys().insert(gone));
        change(work -> work.signingKeys().delete(gone));

        assertThatList(read(work -> work.signingKeys().list(test.id()))).isEmpty();
        Change told = new Change.CatalogueChanged(test.organization());
        assertThatList(storage().changes().after(before, 10))
                .extracting(ChangeFeed.Entry::change)
                .containsExactly(told, told);
    }

    @Test
    default void goesWithItsEnvironment() {
        Environment test = write(work -> Samples.stored(work, "acme"));
        change(work -> work.signingKeys().insert(key(test, "a", 0)));

        change(work -> work.environments().delete(test));

        assertThatList(read(work -> work.signingKeys().list(test.id()))).isEmpty();
    }

    private static SigningKey key(Environment in, String id, int age) {
        return new SigningKey(
                in.organization(),
                in.id(),
                new SigningKey.Public(id + UUID.randomUUID(), SigningKey.Algorithm.ES256, "MFkw"),
                new SealedText("key-1", new byte[] {1, (byte) 0xff}),
                NOW.plusMillis(age));
    }
}
