package io.turnpike.gateway;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.OrganizationCatalogue;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.ServedTarget;
import io.turnpike.decision.TokenIndex;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.decision.Trust;
import io.turnpike.decision.Verification;
import io.turnpike.gateway.exchange.TrustedProxies;
import io.turnpike.gateway.reserved.ReservedPaths;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.gateway.tls.ServerTls;
import io.turnpike.model.Approval;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Backend;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Deployment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Grant;
import io.turnpike.model.KeyStore;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.ProxySettingsBuilder;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import io.turnpike.model.Target;
import io.turnpike.model.Timeouts;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import io.turnpike.secret.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// An organization for tests, `acme`: environment `test` under the catch-all host, a product `gold` for everything,
/// an app `shop` with the key `good-key`. Proxies are added one by one.
final class Setup {
    static final String KEY = "good-key";
    static final String EMAIL = "ann@example.com";

    final UUID organization = UUID.randomUUID();
    final Vault vault = new Vault(new byte[32]);
    final KeyIndex keys = new KeyIndex();
    final TokenIndex tokens = new TokenIndex();
    final Map<String, String> organizationProperties = new LinkedHashMap<>();
    final Map<String, String> environmentProperties = new LinkedHashMap<>();

    TrustedProxies trusted = TrustedProxies.NONE;
    int targetConnections = 100;
    ServerTls tls;
    Trust trust = Trust.NONE;
    TokenVerifier verifier = (_, _) -> CompletableFuture.completedFuture(new Verification.Bad(Refusal.UNKNOWN_TOKEN));
    ReservedPaths reserved = call -> new ReservedReply(404, Map.of(), new byte[0]);

    private final UUID environment = UUID.randomUUID();
    private final UUID product = UUID.randomUUID();
    private final UUID app = UUID.randomUUID();
    private final UUID credential = UUID.randomUUID();
    private final List<OrganizationCatalogue.Deployed> deployed = new ArrayList<>();
    private final Provenance made = Provenance.made(Instant.EPOCH, "test");
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<OperationGroup> groups = new ArrayList<>();
    private List<String> scopes = List.of();
    private Quota quota;

    Setup() {
        key(Status.APPROVED, Long.MAX_VALUE, Status.APPROVED, true, Status.APPROVED);
    }

    Setup quota(long limit, int interval, Quota.Unit unit) {
        quota = new Quota(limit, interval, unit);
        return this;
    }

    /// Lets the product open GraphQL operations of the first proxy instead of everything.
    Setup graphQl(String... names) {
        groups.add(new OperationGroup(
                OperationGroup.Type.GRAPHQL,
                null,
                Stream.of(names)
                        .map(name -> new OperationConfig(
                                "proxy0", List.of(new Operation.GraphQl(List.of(), name)), null, List.of()))
                        .toList()));
        return this;
    }

    /// Lets the product open methods of a gRPC service of the first proxy, all without a name, instead of everything.
    Setup grpc(String service, String... methods) {
        groups.add(new OperationGroup(
                OperationGroup.Type.GRPC,
                null,
                List.of(new OperationConfig(
                        "proxy0", List.of(new Operation.Grpc(service, List.of(methods))), null, List.of()))));
        return this;
    }

    /// The scopes of the product.
    Setup scopes(String... names) {
        scopes = List.of(names);
        return this;
    }

    /// Puts an opaque token of the key into the index.
    Setup token(String text, IndexedToken.Use use, Instant expiresAt, String... held) {
        KeyDigest digest = vault.digest(environment, text);
        tokens.put(digest, indexed(digest, use, expiresAt, held));
        return this;
    }

    /// The same with a client that no longer opens.
    Setup tokenOfFormerMasterKey(String text, Instant expiresAt) {
        KeyDigest digest = vault.digest(environment, text);
        SealedText client = new Vault(Vault.newMasterKey()).seal(KEY);
        tokens.put(digest, indexed(digest, IndexedToken.Use.OWN, expiresAt, client));
        return this;
    }

    /// A token of the key.
    IndexedToken indexed(KeyDigest digest, IndexedToken.Use use, Instant expiresAt, String... held) {
        return indexed(digest, use, expiresAt, vault.seal(KEY), held);
    }

    private IndexedToken indexed(
            KeyDigest digest, IndexedToken.Use use, Instant expiresAt, SealedText client, String... held) {
        KeyDigest key = vault.digest(organization, KEY);
        return new IndexedToken(
                key.high(),
                key.low(),
                credential.getMostSignificantBits(),
                credential.getLeastSignificantBits(),
                Long.MIN_VALUE,
                expiresAt.toEpochMilli(),
                List.of(held),
                use,
                digest,
                client);
    }

    /// An attribute of the product.
    Setup attribute(String name, String value) {
        attributes.add(new Attribute(name, value));
        return this;
    }

    /// Puts the key into some state.
    Setup key(Status key, long expiresAt, Status ofApp, boolean developerActive, Status grant) {
        IndexedOwner developer = keys.owner(new Owner.Developer(UUID.randomUUID()), developerActive);
        developer.setEmail(EMAIL);
        return key(key, expiresAt, ofApp, developer, grant);
    }

    /// Gives the key, which is good, to a group.
    Setup ofGroup(boolean active) {
        Status good = Status.APPROVED;
        return key(good, Long.MAX_VALUE, good, keys.owner(new Owner.Group(UUID.randomUUID()), active), good);
    }

    private Setup key(Status key, long expiresAt, Status ofApp, IndexedOwner owner, Status grant) {
        keys.put(
                vault.digest(organization, KEY),
                new IndexedKey(
                        credential,
                        key,
                        expiresAt,
                        new IndexedKey.AppState(app, "shop", ofApp),
                        owner,
                        List.of(new Grant(product, grant))));
        return this;
    }

    Setup revoke() {
        return key(Status.REVOKED, Long.MAX_VALUE, Status.APPROVED, true, Status.APPROVED);
    }

    Setup proxy(String basePath, int targetPort) {
        return proxy(settings(basePath, "http://127.0.0.1:" + targetPort));
    }

    Setup proxy(ProxySettings settings) {
        return proxy(settings, Optional.empty());
    }

    /// @param shown what its targets are shown
    Setup proxy(ProxySettings settings, Optional<KeyStore> shown) {
        Deployment deployment = new Deployment(
                organization,
                environment,
                UUID.randomUUID(),
                1,
                Instant.EPOCH.plusSeconds(deployed.size()),
                Instant.EPOCH);
        List<ServedTarget> targets = settings.backend().urls().stream()
                .map(url -> ServedTarget.of(url, settings.backend().tls()))
                .map(target -> shown.map(target::shown).orElse(target))
                .toList();
        deployed.add(new OrganizationCatalogue.Deployed(deployment, "proxy" + deployed.size(), settings, targets));
        return this;
    }

    /// Undeploys all proxies.
    Setup withoutProxies() {
        deployed.clear();
        return this;
    }

    Catalogue catalogue() {
        OrganizationCatalogue.Contents contents = new OrganizationCatalogue.Contents(
                new Organization(
                        organization,
                        1,
                        "acme",
                        "",
                        new LinkedHashMap<>(organizationProperties),
                        Organization.Details.NONE,
                        made),
                List.of(new Environment(
                        environment,
                        organization,
                        1,
                        "test",
                        "",
                        "",
                        new LinkedHashMap<>(environmentProperties),
                        Environment.Details.NONE,
                        made)),
                List.of(EnvironmentGroup.made(organization, "default", List.of("*"), List.of(environment), made)),
                deployed,
                new OrganizationCatalogue.StoredProducts(
                        List.of(new Product(product, organization, 1, "gold", terms(), made)), List.of(), Set.of()),
                Map.of(environment, trust));
        return Catalogue.EMPTY.with(OrganizationCatalogue.of(contents, null), 1);
    }

    static ProxySettings settings(String basePath, String target) {
        return settings(basePath, target, CredentialPlaces.DEFAULT);
    }

    static ProxySettings settings(String basePath, String target, CredentialPlaces places) {
        return settings(basePath, target, places, ProxySettingsBuilder.PATIENT, OptionalLong.empty(), false);
    }

    static ProxySettings settings(
            String basePath,
            String target,
            CredentialPlaces places,
            Timeouts timeouts,
            OptionalLong maxBody,
            boolean preserveHost) {
        return new ProxySettings(
                "",
                List.of(basePath),
                new Backend(
                        target.isEmpty() ? List.of() : List.of(Target.of(target)),
                        timeouts,
                        preserveHost,
                        false,
                        Optional.empty(),
                        Optional.empty()),
                places,
                new ProxyLimits(true, Optional.empty(), Optional.empty(), maxBody, OptionalInt.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private Product.Terms terms() {
        return new Product.Terms(
                "Gold",
                "",
                Approval.AUTO,
                new Attributes(attributes),
                List.of(),
                List.of(),
                List.of(),
                scopes,
                quota,
                null,
                groups,
                null,
                null);
    }
}
