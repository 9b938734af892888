package io.turnpike.gateway.admission;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.model.ProductBuilder.ORGANIZATION;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.decision.Catalogue;
import io.turnpike.decision.Decision;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.OrganizationBuilder;
import io.turnpike.decision.RequestPath;
import io.turnpike.decision.TokenIndex;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.explanation.Explanation;
import io.turnpike.explanation.Explanation.Matched;
import io.turnpike.explanation.Question;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.quota.InMemoryPaces;
import io.turnpike.secret.Vault;
import io.turnpike.usage.CallIds;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Extensions 9: an explanation runs what the gateway runs, and charges nothing.
class PreviewTest {
    private static final int CALLS = 100_000;
    private static final int KEYS = 40;
    private static final int PRODUCTS = 8;
    /// 2026-01-02T03:04:05Z
    private static final long START = 1_767_323_045_000L;

    private static final TokenVerifier NO_VERIFIER = (_, _) -> {
        throw new AssertionError("no token is signed here");
    };

    private final long seed = Chance.seed();
    private final Random random = new Random(seed);
    private final Vault vault = new Vault(new byte[32]);
    private final KeyIndex keys = new KeyIndex();
    private final Recorded usage = new Recorded();
    private final Turnstile.Stores stores = new Turnstile.Stores(new InMemoryCounters(), new InMemoryPaces());

    @Test
    @DisplayName("what is explained is what the gateway then does, at the same counters")
    void agreesWithTheTurnstile() {
        System.out.println("seed " + seed);
        Catalogue catalogue = catalogue();
        for (int i = 0; i < KEYS; i++) {
            keys.put(vault.digest(ORGANIZATION, "key-" + i), key());
        }
        TokenIndex tokens = new TokenIndex();
        Enforced enforced = new Enforced(() -> catalogue, () -> keys, () -> tokens);
        Turnstile turnstile = new Turnstile(
                enforced,
                new Credentials(vault, enforced, NO_VERIFIER, Runnable::run, 1),
                stores,
                usage,
                usage.appender(Runnable::run),
                new CallIds(seed));
        Preview preview = new Preview(enforced, vault, NO_VERIFIER, stores, usage);
        int allowed = 0;
        int limited = 0;
        for (int i = 0; i < CALLS; i++) {
            Question question = question(START + i * 7L);
            Explanation explained = preview.explain(question);
            Verdict verdict = new Passing(catalogue, question).through(turnstile);

            assertThat(text(explained)).as("call %d, seed %d", i, seed).isEqualTo(text(verdict));
            allowed += explained.refusal() == null ? 1 : 0;
            limited += explained.status() == 429 ? 1 : 0;
        }
        assertThat(allowed).as("seed %d", seed).isGreaterThan(CALLS / 50);
        assertThat(limited).as("seed %d", seed).isPositive();
    }

    private Catalogue catalogue() {
        OrganizationBuilder organization =
                organization().deploy("weather", "test", "/weather").deploy("maps", "test", "/maps");
        organization.product(product("p0").quota(20, 1, Quota.Unit.MINUTE).attribute("turnpike.limit.rps", "5"));
        for (int i = 1; i < PRODUCTS; i++) {
            organization.product(randomProduct("p" + i));
        }
        return organization.catalogue();
    }

    private ProductBuilder randomProduct(String name) {
        ProductBuilder product = product(name);
        for (int i = random.nextInt(4); i > 0; i--) {
            product.operation(pick("weather", "maps"), pick("/", "/**", "/a", "/a/*", "/b/**"), pick("GET", "POST"));
        }
        if (random.nextInt(4) == 0) {
            product.environments("prod");
        }
        if (random.nextBoolean()) {
            product.quota(1 + random.nextInt(2_000), 1, Quota.Unit.MINUTE)
                    .countedBy(List.of(CounterScope.values()).get(random.nextInt(CounterScope.values().length)));
        }
        if (random.nextBoolean()) {
            product.attribute("turnpike.limit.rps", Integer.toString(1 + random.nextInt(20)));
        }
        if (random.nextInt(3) == 0) {
            product.attribute("turnpike.limit.day", Integer.toString(1 + random.nextInt(5_000)));
        }
        return product;
    }

    private IndexedKey key() {
        List<Grant> grants = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            grants.add(new Grant(ProductBuilder.idOf("p0"), Status.APPROVED));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Status status = random.nextInt(5) == 0 ? Status.PENDING : Status.APPROVED;
            grants.add(new Grant(ProductBuilder.idOf("p" + random.nextInt(PRODUCTS)), status));
        }
        return new IndexedKey(
                new UUID(random.nextLong(), random.nextLong()),
                random.nextInt(10) == 0 ? Status.REVOKED : Status.APPROVED,
                random.nextInt(10) == 0 ? START : Long.MAX_VALUE,
                new IndexedKey.AppState(
                        new UUID(random.nextLong(), random.nextLong()),
                        "app",
                        random.nextInt(10) == 0 ? Status.REVOKED : Status.APPROVED),
                new IndexedOwner(new Owner.Developer(UUID.randomUUID()), random.nextInt(10) > 0),
                grants);
    }

    private Question question(long at) {
        Question.Credential credential = switch (random.nextInt(20)) {
            case 0 -> new Question.Credential.None();
            case 1 -> new Question.Credential.Key("nobody's");
            case 2 -> new Question.Credential.Token("unknown");
            default -> new Question.Credential.Key("key-" + random.nextInt(KEYS));
        };
        String path = pick("/weather", "/maps", "/else") + pick("", "/", "/a", "/a/b", "/b/c/d");
        return new Question(
                OrganizationBuilder.environmentId("test"),
                credential,
                pick("GET", "POST", "DELETE"),
                "test.localhost",
                path,
                Map.of(),
                Optional.of(new byte[0]),
                at);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Explanation explained) {
        String product = explained.steps().stream()
                .filter(Matched.class::isInstance)
                .map(step -> ((Matched) step).product())
                .findFirst()
                .orElse("");
        Explanation.Refusal refusal = explained.refusal();
        return explained.status() + " " + (refusal == null ? "" : refusal.code()) + " " + product;
    }

    private static String text(Verdict verdict) {
        String product = verdict.decision() instanceof Decision.Allowed allowed && allowed.product() != null
                ? allowed.product().name()
                : "";
        return verdict.fault() == null
                ? "200  " + product
                : verdict.fault().status() + " " + verdict.fault().code() + " " + product;
    }

    /// A call on its way, answered at once.
    private static final class Passing implements Exchange {
        private final AskedCall call;
        private @Nullable Verdict verdict;

        Passing(Catalogue catalogue, Question question) {
            RequestPath path = RequestPath.parse(question.target());
            this.call = new AskedCall(question, path);
            var route = catalogue.route(call.host(), path);
            if (route != null) {
                call.showCredential(route.settings().credentials());
            }
        }

        Verdict through(Turnstile turnstile) {
            turnstile.admit(this);
            return verdict;
        }

        @Override
        public Arrival call() {
            return call;
        }

        @Override
        public void readGraphQl() {
            throw new AssertionError("no product speaks GraphQL here");
        }

        @Override
        public void settle(Verdict settled) {
            verdict = settled;
        }
    }

    /// Takes every entry.
    private static final class Recorded implements UsageLog {
        @Override
        public Appender appender(Executor loop) {
            return new Appender() {
                @Override
                public void decided(Decided entry, Continuation then) {
                    then.recorded();
                }

                @Override
                public void ended(Ended entry) {}
            };
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    }
}
