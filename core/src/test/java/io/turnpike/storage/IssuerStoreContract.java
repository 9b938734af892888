package io.turnpike.storage;

import io.turnpike.model.Issuer;
import java.util.List;
import java.util.UUID;

public interface IssuerStoreContract extends NamedStoreContract<Issuer> {
    @Override
    default NamedStore<Issuer> store(Work work) {
        return work.issuers();
    }

    @Override
    default List<Issuer> contents() {
        return List.of(
                new Issuer("https://a", "https://a/jwks", List.of("api"), List.of(), List.of(), ""),
                new Issuer("b", "http://b/keys", List.of("x", "y"), List.of("ES256"), List.of("sub"), "key"));
    }

    @Override
    default Change noted(UUID organization) {
        return new Change.CatalogueChanged(organization);
    }
}
