package io.turnpike.bench;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.OrganizationCatalogue;
import io.turnpike.model.Approval;
import io.turnpike.model.Attributes;
import io.turnpike.model.Backend;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Deployment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Quota;
import io.turnpike.model.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// An organization with one proxy under `/v1` and products that bundle operations of it, each with a quota.
final class Products {
    static final UUID ORGANIZATION = new UUID(1, 1);
    private static final UUID ENVIRONMENT = new UUID(1, 2);
    private static final UUID PROXY = new UUID(1, 3);
    private static final Provenance MADE = Provenance.made(Instant.EPOCH, "bench");

    private Products() {}

    static UUID id(int product) {
        return new UUID(2, product);
    }

    /// Operation `o` of product `p` is `GET /catalog/p{p}-o{o}/*`, so that they differ in the second segment only.
    static Catalogue catalogue(int products, int operations) {
        OrganizationCatalogue.Contents contents = new OrganizationCatalogue.Contents(
                new Organization(ORGANIZATION, 1, "bench", "", new LinkedHashMap<>(), Organization.Details.NONE, MADE),
                List.of(new Environment(
                        ENVIRONMENT,
                        ORGANIZATION,
                        1,
                        "test",
                        "",
                        "",
                        new LinkedHashMap<>(),
                        Environment.Details.NONE,
                        MADE)),
                List.of(EnvironmentGroup.made(
                        ORGANIZATION, "all", List.of("bench.localhost"), List.of(ENVIRONMENT), MADE)),
                List.of(new OrganizationCatalogue.Deployed(
                        new Deployment(ORGANIZATION, ENVIRONMENT, PROXY, 1, Instant.EPOCH, Instant.EPOCH),
                        "shop",
                        settings())),
                IntStream.range(0, products)
                        .mapToObj(product -> product(product, operations))
                        .toList());
        return Catalogue.EMPTY.with(OrganizationCatalogue.of(contents, null), 1);
    }

    private static ProxySettings settings() {
        return new ProxySettings(
                "",
                List.of("/v1"),
                Backend.of(List.of(Target.of("http://127.0.0.1:9000"))),
                CredentialPlaces.DEFAULT,
                ProxyLimits.DEFAULT,
                Optional.empty(),
                Optional.empty());
    }

    private static Product product(int number, int operations) {
        OperationGroup group = new OperationGroup(
                OperationGroup.Type.REST,
                null,
                IntStream.range(0, operations)
                        .mapToObj(operation -> operation(number, operation))
                        .toList());
        Product.Terms terms = new Product.Terms(
                "Product " + number,
                "",
                Approval.AUTO,
                Attributes.NONE,
                List.of("test"),
                List.of(),
                List.of(),
                List.of(),
                new Quota(1000, 1, Quota.Unit.HOUR),
                null,
                List.of(group),
                null,
                null);
        return new Product(id(number), ORGANIZATION, 1, "product" + number, terms, MADE);
    }

    private static OperationConfig operation(int product, int number) {
        String resource = "/catalog/p" + product + "-o" + number + "/*";
        return new OperationConfig("shop", List.of(new Operation.Rest(resource, List.of("GET"))), null, List.of());
    }
}
