package io.turnpike.metering.log;

import io.turnpike.decision.CompiledOperation;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.decision.Decision;
import io.turnpike.decision.EnforcedEnvironment;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.Limits;
import io.turnpike.decision.OrganizationCatalogue;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Route;
import io.turnpike.decision.ServedApi;
import io.turnpike.model.Approval;
import io.turnpike.model.Attributes;
import io.turnpike.model.Backend;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Status;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import io.turnpike.secret.KeyDigest;
import io.turnpike.usage.CallId;
import io.turnpike.usage.CallIds;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Calls as a gateway would enter them; all random choices come from a seed.
final class Calls {
    /// 2026-01-01T00:00Z
    static final long START = 1_767_225_600_000L;

    static final Window HOUR = new Window(START, START + 3_600_000);

    private static final List<String> METHODS = List.of("GET", "POST", "PATCH");
    private static final Provenance MADE = Provenance.made(Instant.EPOCH, "test");

    private final Random random;
    private final CallIds ids;
    private final List<Route> routes = new ArrayList<>();
    private final List<IndexedKey> keys = new ArrayList<>();
    private final List<IndexedToken> tokens = new ArrayList<>();
    private final CompiledProduct product;
    private final CompiledOperation operation = new CompiledOperation("GET,POST /forecast/*", Limits.NONE, List.of());

    Calls(long seed) {
        this(seed, 5);
    }

    /// @param apps how many call
    Calls(long seed, int apps) {
        this.random = new Random(seed);
        this.ids = new CallIds(random.nextLong());
        UUID organization = uuid();
        Product gold = gold(organization);
        OrganizationCatalogue catalogue = OrganizationCatalogue.of(
                new OrganizationCatalogue.Contents(
                        new Organization(
                                organization, 1, "acme", "", new LinkedHashMap<>(), Organization.Details.NONE, MADE),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(gold)),
                null);
        this.product = catalogue.product(gold.id());
        for (String proxy : List.of("weather", "maps")) {
            EnforcedEnvironment environment =
                    new EnforcedEnvironment(uuid(), "prod", EnforcedEnvironment.RateFields.BOTH);
            routes.add(new Route(
                    catalogue,
                    environment,
                    new ServedApi(proxy, 3, settings("/v1/" + proxy), List.of(), List.of(), null),
                    "/v1/" + proxy,
                    2));
        }
        for (int i = 0; i < apps; i++) {
            keys.add(new IndexedKey(
                    uuid(),
                    Status.APPROVED,
                    Long.MAX_VALUE,
                    new IndexedKey.AppState(uuid(), "app-" + i, Status.APPROVED),
                    owner(i),
                    List.of()));
            tokens.add(new IndexedToken(
                    0,
                    0,
                    0,
                    0,
                    0,
                    Long.MAX_VALUE,
                    i == 0 ? List.of() : List.of("read", "write-" + i % 2),
                    IndexedToken.Use.OWN,
                    new KeyDigest(random.nextLong(), random.nextLong()),
                    null));
        }
    }

    private IndexedOwner owner(int number) {
        if (number == 0) {
            return new IndexedOwner(new Owner.Group(uuid()), true);
        }
        IndexedOwner developer = new IndexedOwner(new Owner.Developer(uuid()), true);
        developer.setEmail("dev-" + number + "@example.com");
        return developer;
    }

    static CounterId counter(int number) {
        return CounterId.of("counter " + number);
    }

    static Charge charge(int counter, long weight) {
        return new Charge(counter(counter), HOUR, 1_000_000, weight);
    }

    /// A call that was let through and takes one from the first counter.
    Decided allowed() {
        return allowed(START, charge(0, 1));
    }

    Decided allowed(long millis, Charge... charges) {
        Decision decision = new Decision.Allowed(17, pick(routes), pick(keys), product, List.of(operation));
        return decided(ids.next(millis), millis, decision, null, List.of(charges));
    }

    Ended ended(Decided decided) {
        long closedAt = decided.at() + random.nextInt(1_000_000);
        return new Ended(
                decided.id(),
                200,
                new Ended.Target("target:8443", 200, decided.at() + 90, decided.at() + 4100, decided.at() + 4200),
                null,
                closedAt,
                0,
                1024,
                Ended.Outcome.COMPLETE);
    }

    /// Anything that a gateway could enter.
    Decided any() {
        long millis = START + random.nextInt(10_000);
        CallId id = random.nextInt(10) == 0 ? new CallId(random.nextLong() >>> 1, random.nextLong()) : ids.next(millis);
        List<Charge> charges = random.ints(random.nextInt(4), 0, 1000)
                .mapToObj(number -> new Charge(counter(number), HOUR, random.nextLong() >>> 1, random.nextInt(100)))
                .toList();
        return switch (random.nextInt(4)) {
            case 0 -> decided(id, millis, null, "protocol.http.BadPath", List.of());
            case 1 -> decided(id, millis, refused(), "oauth.v2.InvalidApiKey", List.of());
            case 2 -> decided(id, millis, new Decision.Allowed(0, pick(routes), null, null, null), null, List.of());
            default ->
                decided(
                        id,
                        millis,
                        new Decision.Allowed(
                                random.nextInt(1 << 30),
                                pick(routes),
                                pick(keys),
                                product,
                                List.of(operation),
                                anyToken()),
                        null,
                        charges);
        };
    }

    Ended anyEnd(Decided decided) {
        return new Ended(
                decided.id(),
                random.nextInt(600),
                random.nextBoolean() ? null : anyTarget(decided),
                random.nextBoolean() ? null : "messaging.adaptors.http.flow.GatewayTimeout",
                decided.at() + random.nextInt(1_000_000_000),
                random.nextLong() >>> random.nextInt(1, 63),
                random.nextLong() >>> random.nextInt(1, 63),
                pick(List.of(Ended.Outcome.values())));
    }

    private Ended.Target anyTarget(Decided decided) {
        return new Ended.Target(
                "target-" + random.nextInt(3),
                random.nextInt(600),
                decided.at() + random.nextInt(),
                random.nextBoolean() ? 0 : decided.at() + random.nextInt(),
                random.nextBoolean() ? 0 : decided.at() + random.nextInt());
    }

    private Decision refused() {
        return random.nextBoolean()
                ? new Decision.Refused(5, Refusal.NO_ROUTE, null, null)
                : new Decision.Refused(6, Refusal.NO_PRODUCT, pick(routes), pick(keys), anyToken());
    }

    private IndexedToken anyToken() {
        return random.nextBoolean() ? null : pick(tokens);
    }

    private Decided decided(CallId id, long millis, Decision decision, String fault, List<Charge> charges) {
        String requestId = random.nextInt(3) == 0 ? "from-client-" + random.nextInt() : id.text();
        Decided.Request request = new Decided.Request(
                pick(METHODS),
                "/v1/weather/" + "é%20".repeat(random.nextInt(50)) + random.nextInt(1000),
                "api.example",
                "192.0.2." + random.nextInt(5),
                random.nextBoolean() ? "agent/1." + random.nextInt(3) : null,
                requestId,
                random.nextBoolean() ? "http" : "https",
                random.nextInt(3) == 0 ? "query hero-" + random.nextInt(3) : null);
        return new Decided(id, millis * 1000 + random.nextInt(1000), request, decision, fault, charges);
    }

    private static Product gold(UUID organization) {
        Product.Terms terms = new Product.Terms(
                "Gold",
                "",
                Approval.AUTO,
                Attributes.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null);
        return new Product(new UUID(7, 7), organization, 1, "gold", terms, MADE);
    }

    private static ProxySettings settings(String basePath) {
        return new ProxySettings(
                "",
                List.of(basePath),
                Backend.of(List.of()),
                CredentialPlaces.DEFAULT,
                ProxyLimits.DEFAULT,
                Optional.empty(),
                Optional.empty());
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
