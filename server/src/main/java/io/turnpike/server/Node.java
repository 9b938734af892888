package io.turnpike.server;

import io.turnpike.decision.TokenVerifier;
import io.turnpike.enforcement.Enforcement;
import io.turnpike.enforcement.Presence;
import io.turnpike.gateway.Gateway;
import io.turnpike.gateway.GatewayConfig;
import io.turnpike.gateway.admission.Enforced;
import io.turnpike.gateway.admission.Identification;
import io.turnpike.gateway.admission.Preview;
import io.turnpike.gateway.admission.Turnstile;
import io.turnpike.gateway.exchange.ExchangeConfig;
import io.turnpike.gateway.tls.ServerTls;
import io.turnpike.gateway.tls.UnusableCertificate;
import io.turnpike.http.HttpConfig;
import io.turnpike.http.HttpServer;
import io.turnpike.http.Route;
import io.turnpike.management.ManagementApi;
import io.turnpike.management.ManagementConfig;
import io.turnpike.management.access.AccessConfig;
import io.turnpike.management.access.SignIn;
import io.turnpike.management.decision.Decisions;
import io.turnpike.management.operation.OldOperations;
import io.turnpike.management.wire.Dialect;
import io.turnpike.metering.log.CallSearch;
import io.turnpike.metering.log.FileUsageLog;
import io.turnpike.metering.rollup.RollingUp;
import io.turnpike.oauth.OAuthApi;
import io.turnpike.oauth.jwt.JwtVerifier;
import io.turnpike.oauth.jwt.KeySources;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.quota.InMemoryPaces;
import io.turnpike.secret.Vault;
import io.turnpike.server.demo.Demo;
import io.turnpike.server.reserved.QuotaPath;
import io.turnpike.server.reserved.ReservedRoutes;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.Storage;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One process: everything wired by hand, top to bottom, and closed in reverse.
final class Node implements AutoCloseable {
    private static final Duration ROLL_UP_EVERY = Duration.ofSeconds(5);
    static final String VERSION = "0.1.0";

    private final NodeConfig config;
    private final Closing closing;
    private final Clock clock = Clock.systemUTC();
    private final String token;
    private final Gateway gateway;
    private final HttpServer management;

    private Node(NodeConfig config, Consumer<String> madeUpPassword, Closing closing) throws IOException {
        this.config = config;
        this.closing = closing;
        this.token = config.administrator().token().orElseGet(RandomText::token);
        FreePort.require("gateway", config.gateway());
        Optional<GatewayConfig.Secure> secure = config.secure().map(this::secure);
        FreePort.require("management", config.management());
        DataDirectory data = DataDirectory.open(config.dataDirectory());
        Vault vault = data.vault();
        Storage storage = closing.add(JdbcStorage.open(new StorageConfig(config.storageUrl()), clock));
        requireSameMasterKey(storage, vault);
        new FirstStart(storage, clock)
                .run(config.organization(), config.administrator())
                .ifPresent(madeUpPassword);
        Presence presence = presence(data.nodeName(), storage);
        Enforcement enforcement = closing.add(Enforcement.start(storage, presence));
        Turnstile.Stores stores = new Turnstile.Stores(new InMemoryCounters(), new InMemoryPaces());
        FileUsageLog usageLog =
                closing.add(FileUsageLog.open(config.usage(), data.nodeName(), clock, stores.counters()));
        CountedCalls calls = new CountedCalls(usageLog);
        RolledUpCalls ended = new RolledUpCalls(usageLog);
        RollingUp rollingUp = new RollingUp(usageLog.tail(), storage.rollUps(), data.nodeName(), clock, ended);
        closing.add(Housekeeping.start(new Housekeeping.Task(ROLL_UP_EVERY, rollingUp::run)));
        Metrics metrics = metrics(calls, ended, enforcement);
        closing.add(housekeeping(secure, stores, storage));
        Enforced enforced = new Enforced(enforcement::catalogue, enforcement::keys, enforcement::tokens);
        TokenVerifier verifier = closing.add(new JwtVerifier(vault, clock, closing.add(new KeySources(clock))));
        QuotaPath quotas = new QuotaPath(
                enforced.catalogue(), new Identification(vault, enforced, verifier), stores.counters(), clock);
        this.gateway = closing.add(Gateway.start(
                gatewayConfig(secure),
                new Gateway.Parts(
                        enforced,
                        vault,
                        stores,
                        calls,
                        clock,
                        reserved(oauth(storage, vault, enforcement), quotas),
                        verifier)));
        Preview preview = new Preview(enforced, vault, verifier, stores, calls);
        Decisions decisions =
                new Decisions(preview, new CallSearch(config.usage().directory()));
        this.management = closing.add(HttpServer.start(
                new HttpConfig(
                        config.management().address(), config.management().port()),
                new ManagementApi(
                                parts(storage, vault, enforcement, presence, metrics, calls, decisions),
                                managementConfig())
                        .surface()));
    }

    /// Starts a node; when this returns, it enforces.
    ///
    /// @param madeUpPassword takes the administrator's password if this start makes one up; at once, since it is
    /// stored and stays so where the start fails later
    /// @throws CannotStart if something stands in its way that the operator can change
    static Node start(NodeConfig config, Consumer<String> madeUpPassword) throws IOException {
        Closing closing = new Closing();
        try {
            return new Node(config, madeUpPassword, closing);
        } catch (IOException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    String gatewayUrl() {
        return url("http", config.gateway(), gateway.port());
    }

    /// Where the gateway speaks TLS; empty where it does not.
    Optional<String> secureUrl() {
        return config.secure().map(_ -> url("https", config.gateway(), gateway.securePort()));
    }

    String managementUrl() {
        return url("http", config.management(), management.port());
    }

    /// The sample organization, not loaded yet.
    Demo demo() {
        return new Demo(managementUrl(), gatewayUrl(), config.organization(), token);
    }

    /// A token with an administrator's rights: the operator's, or one that lives as long as the process.
    String token() {
        return token;
    }

    /// Stops taking calls, answers those that are open, and closes everything.
    @Override
    public void close() {
        closing.close();
    }

    /// Under another master key no stored key would be found and no secret would open.
    private static void requireSameMasterKey(Storage storage, Vault vault) {
        Optional<String> stored = storage.read(work ->
                work.credentials().masterKey().or(() -> work.keyValueEntries().masterKey()));
        if (stored.isPresent() && !stored.get().equals(vault.id())) {
            throw new CannotStart("the database holds secrets under master key " + stored.get()
                    + ", but master.key in the data folder is " + vault.id()
                    + ": put the right file there, every node needs the same one");
        }
    }

    private Housekeeping housekeeping(Optional<GatewayConfig.Secure> secure, Turnstile.Stores stores, Storage storage) {
        OldOperations operations = new OldOperations(storage, clock);
        return Housekeeping.start(
                new Housekeeping.Task(
                        Duration.ofSeconds(10),
                        () -> secure.map(GatewayConfig.Secure::tls).ifPresent(ServerTls::reload)),
                new Housekeeping.Task(Duration.ofSeconds(1), () -> {
                    stores.counters().expire(clock.millis());
                    stores.paces().expire(TimeUnit.MILLISECONDS.toNanos(clock.millis()));
                }),
                new Housekeeping.Task(Duration.ofSeconds(1), OldGeneration.ofThisProcess()),
                new Housekeeping.Task(Duration.ofMinutes(10), new Pruning(storage, config.keep(), clock)),
                new Housekeeping.Task(Duration.ofHours(1), () -> operations.delete(new Installation("DELETE"))));
    }

    private GatewayConfig gatewayConfig(Optional<GatewayConfig.Secure> secure) {
        return GatewayConfig.of(
                config.gateway().address(),
                config.gateway().port(),
                ExchangeConfig.DEFAULT
                        .named(config.via().name(), config.via().answers())
                        .trusting(config.trusted())
                        .with(config.targetConnections()),
                secure);
    }

    private static ReservedRoutes reserved(OAuthApi oauth, QuotaPath quotas) {
        List<Route> routes = new ArrayList<>(oauth.routes());
        routes.add(quotas.route());
        return new ReservedRoutes(routes);
    }

    private OAuthApi oauth(Storage storage, Vault vault, Enforcement enforcement) {
        LocalEnforcement local = new LocalEnforcement(enforcement);
        return new OAuthApi(new OAuthApi.Node(
                storage,
                vault,
                clock,
                enforcement::catalogue,
                local::awaitLocal,
                new SignIn(storage, vault, managementConfig().access(), clock)));
    }

    private Presence presence(String name, Storage storage) {
        Neighbours.check(storage.nodes(), name, config.sharesCounters(), clock);
        NodeRegistry.Node self =
                new NodeRegistry.Node(name, clock.instant(), 0, clock.instant(), VERSION, config.sharesCounters());
        return new Presence(storage.nodes(), self, clock);
    }

    private static Metrics metrics(CountedCalls calls, RolledUpCalls ended, Enforcement enforcement) {
        return new Metrics(calls, ended)
                .gauge("turnpike.enforced.revision", "Last change that is enforced", enforcement::revision)
                .gauge(
                        "turnpike.enforced.age.seconds",
                        "Time since this node last knew that it enforces all changes",
                        () -> enforcement.age().toMillis() / 1000.0)
                .gauge(
                        "turnpike.keys",
                        "Keys in memory",
                        () -> enforcement.keys().size())
                .gauge("turnpike.usage.writable", "1 while calls can be recorded", () -> calls.isWritable() ? 1 : 0);
    }

    private ManagementApi.Node parts(
            Storage storage,
            Vault vault,
            Enforcement enforcement,
            Presence presence,
            Metrics metrics,
            CountedCalls calls,
            Decisions decisions) {
        return new ManagementApi.Node(
                storage,
                vault,
                clock,
                new LocalEnforcement(enforcement),
                () -> presence.live(enforcement.revision()),
                decisions,
                new ManagementApi.Health(calls::isWritable, metrics::text));
    }

    private ManagementConfig managementConfig() {
        return new ManagementConfig(
                new AccessConfig(token, config.administrator().readerToken().orElse(null)), Dialect.X);
    }

    private GatewayConfig.Secure secure(SecureListener listener) {
        FreePort.require("gateway.tls", new NodeConfig.Listener(config.gateway().address(), listener.port()));
        try {
            return new GatewayConfig.Secure(listener.port(), ServerTls.of(listener.files()));
        } catch (UnusableCertificate e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    private static String url(String scheme, NodeConfig.Listener listener, int port) {
        boolean isAny =
                listener.address().equals("0.0.0.0") || listener.address().equals("127.0.0.1");
        return scheme + "://" + (isAny ? "localhost" : listener.address()) + ":" + port;
    }
}
