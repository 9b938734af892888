package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.enforcement.Enforcement;
import io.turnpike.enforcement.Presence;
import io.turnpike.enforcement.Receipt;
import io.turnpike.gateway.Gateway;
import io.turnpike.gateway.GatewayConfig;
import io.turnpike.gateway.admission.Enforced;
import io.turnpike.gateway.admission.Turnstile;
import io.turnpike.gateway.exchange.ExchangeConfig;
import io.turnpike.management.access.AccessConfig;
import io.turnpike.management.access.SignIn;
import io.turnpike.metering.log.FileUsageLog;
import io.turnpike.metering.log.UsageConfig;
import io.turnpike.oauth.OAuthApi;
import io.turnpike.oauth.jwt.JwtVerifier;
import io.turnpike.oauth.jwt.KeySources;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.quota.InMemoryPaces;
import io.turnpike.server.reserved.ReservedRoutes;
import io.turnpike.storage.NodeRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A gateway and its management port, on a clock that is moved by hand. The developer `ada@example.org` has the app
/// `kiosk` with the products `shop` (scopes `read` and `write`, everything) and `vip` (scope `vip`, manual); the proxy
/// `orders` under `/orders` in `test` takes tokens and keys, and answers itself.
final class OAuthServer implements AutoCloseable {
    static final String CALLBACK = "https://kiosk.example/cb?a=1";

    final ApiServer api;
    final String key;
    final String secret;
    private final Enforcement enforcement;
    private final FileUsageLog usage;
    private final KeySources sources;
    private final JwtVerifier verifier;
    private final Gateway gateway;
    private final SeenClock seen = new SeenClock();
    private HttpClient client = HttpClient.newHttpClient();
    private boolean open = true;

    private OAuthServer(Path folder) {
        this.api = ApiServer.start(folder, new Following());
        this.enforcement = Enforcement.start(
                api.storage(),
                new Presence(
                        api.storage().nodes(),
                        new NodeRegistry.Node("one", api.clock.instant(), 0, api.clock.instant(), "0.1", false),
                        api.clock));
        var counters = new InMemoryCounters();
        this.usage = log(folder, counters);
        this.sources = new KeySources(api.clock);
        this.verifier = new JwtVerifier(api.vault, api.clock, sources);
        var oauth = new OAuthApi(new OAuthApi.Node(
                api.storage(),
                api.vault,
                api.clock,
                enforcement::catalogue,
                this::await,
                new SignIn(api.storage(), api.vault, new AccessConfig(ApiServer.ADMIN_TOKEN, null), api.clock)));
        this.gateway = Gateway.start(
                new GatewayConfig("127.0.0.1", 0, 1, ExchangeConfig.DEFAULT, Optional.empty()),
                new Gateway.Parts(
                        new Enforced(enforcement::catalogue, enforcement::keys, enforcement::tokens),
                        api.vault,
                        new Turnstile.Stores(counters, new InMemoryPaces()),
                        usage,
                        seen,
                        new ReservedRoutes(oauth.routes()),
                        verifier));
        AppSamples.addDeveloper(api, "ada@example.org");
        addProduct("shop", "auto", "read", "write");
        addProduct("vip", "manual", "vip");
        var app = api.post("developers/ada@example.org/apps", """
                {"name":"kiosk","apiProducts":["shop","vip"],"callbackUrl":"%s"}""".formatted(CALLBACK))
                .mustBe(201);
        this.key = app.text("/credentials/0/consumerKey");
        this.secret = app.text("/credentials/0/consumerSecret");
        api.post("apis", "{\"name\":\"orders\",\"basePath\":\"/orders\",\"targets\":[]}")
                .mustBe(201);
        api.post("environments/test/apis/orders/revisions/1/deployments", "").mustBe(200);
    }

    static OAuthServer start(Path folder) {
        return new OAuthServer(folder);
    }

    /// Sets a property of the environment `test`, and no other.
    void set(String name, String value) {
        api.put("environments/test", """
                {"name":"test","properties":{"property":[{"name":"turnpike.oauth.%s","value":"%s"}]}}""".formatted(name, value)).mustBe(200);
    }

    /// Lets time go by, and waits until the gateway knows: it closes connections that stood idle, so that later calls
    /// go over new ones.
    void pass(Duration time) {
        client.shutdownNow();
        client = HttpClient.newHttpClient();
        api.clock.advance(time);
        while (seen.last.isBefore(api.clock.instant())) {
            Thread.onSpinWait();
        }
    }

    /// A token for the client itself, with all scopes.
    String token() {
        return post("token", "grant_type", "client_credentials").mustBe(200).text("/access_token");
    }

    /// Calls the proxy.
    Answer call(String token) {
        return send("GET", "/orders", "", "Authorization", "Bearer " + token);
    }

    /// Asks an endpoint of `test` as the client of `kiosk`, by Basic.
    Answer post(String endpoint, String... namesAndValues) {
        return postAs(ApiServer.basic(key, secret), endpoint, namesAndValues);
    }

    /// @param authorization empty sends none
    Answer postAs(String authorization, String endpoint, String... namesAndValues) {
        return postIn("test", authorization, endpoint, namesAndValues);
    }

    Answer postIn(String environment, String authorization, String endpoint, String... namesAndValues) {
        String path = "/.turnpike/" + environment + "/oauth/" + endpoint;
        String[] type = {"Content-Type", "application/x-www-form-urlencoded"};
        String[] both = {type[0], type[1], "Authorization", authorization};
        return send("POST", path, form(namesAndValues), authorization.isEmpty() ? type : both);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + gateway.port();
    }

    /// The URL in front of the endpoints of `test`.
    String issuer() {
        return url() + "/.turnpike/test";
    }

    static String form(String... namesAndValues) {
        return IntStream.range(0, namesAndValues.length)
                .mapToObj(i -> URLEncoder.encode(namesAndValues[i], UTF_8) + (i % 2 == 0 ? "=" : "&"))
                .collect(Collectors.joining());
    }

    /// Ends what is under way, so that all is written that will be.
    void flush() {
        if (open) {
            open = false;
            client.shutdownNow(); // on a clock that stands still the gateway would wait for its connections
            gateway.close();
            closeLog();
        }
    }

    private void addProduct(String name, String approval, String... scopes) {
        AppSamples.addProduct(api, name, approval, scopes);
    }

    private void await(long revision) {
        try {
            enforcement.awaitHere(revision, Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FileUsageLog log(Path folder, InMemoryCounters counters) {
        try {
            return FileUsageLog.open(UsageConfig.in(folder.resolve("usage")), "one", api.clock, counters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        flush();
        verifier.close();
        sources.close();
        enforcement.close();
        api.close();
    }

    private void closeLog() {
        try {
            usage.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the management port waits for: that this gateway enforces it.
    private final class Following implements io.turnpike.management.change.Enforced {
        @Override
        public Receipt awaitLocal(long revision) {
            await(revision);
            return new Receipt(1, 1);
        }

        @Override
        public Receipt awaitAll(long revision, Duration atMost) {
            return awaitLocal(revision);
        }
    }

    /// The clock, and where it stood when the gateway's loop last looked at it for its time-outs.
    private final class SeenClock implements InstantSource {
        private volatile Instant last = Instant.MIN;

        @Override
        public Instant instant() {
            return api.clock.instant();
        }

        @Override
        public long millis() {
            last = instant();
            return last.toEpochMilli();
        }
    }
}
