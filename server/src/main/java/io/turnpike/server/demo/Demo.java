package io.turnpike.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// Loads a proxy, two products and two apps, each only where it is missing; a client of the
/// management API like any other.
public final class Demo {
    private static final String DEVELOPER = "ada@example.com";
    private static final String KEY = "demo-key";
    private static final String USED_UP_KEY = "demo-key-used-up";
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String organization;
    private final String token;
    private final String gateway;

    /// @param management base URL of the management port
    /// @param gateway base URL of the gateway
    /// @param token has an administrator's rights
    public Demo(String management, String gateway, String organization, String token) {
        this.organization = management + "/x/v1/organizations/" + organization;
        this.gateway = gateway;
        this.token = token;
    }

    /// Loads what is missing and points the proxy at the upstream.
    ///
    /// @return commands to paste, each with what it shows before it
    public List<String> load(SampleUpstream upstream) throws IOException, InterruptedException {
        deploy(upstream);
        product("weather", "1000", "hour");
        product("weather-trial", "2", "day");
        create("/developers", """
                {"email":"%s","firstName":"Ada","lastName":"Example","userName":"ada"}""".formatted(DEVELOPER));
        app("forecast-site", "weather", KEY);
        app("weekend-project", "weather-trial", USED_UP_KEY);
        useUp();
        String url = gateway + "/v1/weather/forecast/oslo";
        return List.of(
                "# let through: 200, and what is left of 1,000 calls an hour",
                "curl -i -H 'x-api-key: " + KEY + "' " + url,
                "# a key that nobody has: 401",
                "curl -i -H 'x-api-key: no-such-key' " + url,
                "# an app that used up its 2 calls of today: 429",
                "curl -i -H 'x-api-key: " + USED_UP_KEY + "' " + url);
    }

    /// The upstream has another port after each start, so the proxy gets another revision.
    private void deploy(SampleUpstream upstream) throws IOException, InterruptedException {
        String settings = """
                {"name":"weather","description":"Sample: forecasts by city","basePath":"/v1/weather","target":"%s"}""".formatted(upstream.url());
        HttpResponse<String> created = post("/apis", settings);
        if (created.statusCode() == CONFLICT) {
            created = expect(CREATED, post("/apis/weather/revisions", settings));
        }
        String revision = created.body().replaceAll("(?s).*\"revision\"\\s*:\\s*\"(\\d+)\".*", "$1");
        expect(200, post("/environments/test/apis/weather/revisions/" + revision + "/deployments?override=true", ""));
    }

    private void product(String name, String quota, String unit) throws IOException, InterruptedException {
        create("/apiproducts", """
                {"name":"%s","displayName":"%s","approvalType":"auto","environments":["test"],
                 "attributes":[{"name":"access","value":"public"}],
                 "quota":"%s","quotaInterval":"1","quotaTimeUnit":"%s",
                 "operationGroup":{"operationConfigs":[
                   {"apiSource":"weather","operations":[{"resource":"/forecast/*","methods":["GET"]}]}]}}""".formatted(name, name, quota, unit));
    }

    private void app(String name, String product, String key) throws IOException, InterruptedException {
        String apps = "/developers/" + DEVELOPER + "/apps";
        create(apps, "{\"name\":\"%s\"}".formatted(name));
        String keys = apps + "/" + name + "/keys";
        create(keys + "/create", """
                {"consumerKey":"%s","consumerSecret":"%s-secret"}""".formatted(key, key));
        expect(200, post(keys + "/" + key, "{\"apiProducts\":[\"%s\"]}".formatted(product)));
    }

    /// Calls until the quota of the trial is gone.
    private void useUp() throws IOException, InterruptedException {
        URI forecast = URI.create(gateway + "/v1/weather/forecast/oslo");
        HttpRequest call = HttpRequest.newBuilder(forecast)
                .header("x-api-key", USED_UP_KEY)
                .build();
        for (int status = 200; status == 200; ) {
            status = http.send(call, BodyHandlers.discarding()).statusCode();
            if (status != 200 && status != TOO_MANY) {
                throw new IOException("the sample call was answered " + status);
            }
        }
    }

    private void create(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(path, body);
        if (response.statusCode() != CONFLICT) {
            expect(CREATED, response);
        }
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(organization + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException("the sample could not be loaded: " + response.statusCode() + " " + response.body());
        }
        return response;
    }
}
