package io.turnpike.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// Someone who speaks the management API: the calls that tests need, with the status that each must have.
final class Admin {
    static final String ORGANIZATION = "/v1/organizations/default";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI management;
    private final String authorization;

    Admin(URI management, String authorization) {
        this.management = management;
        this.authorization = authorization;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /// Makes a proxy and deploys its first revision to the environment `test`.
    void proxy(String name, String basePath, URI target) throws IOException, InterruptedException {
        expect(201, post(ORGANIZATION + "/apis", """
                {"name":"%s","basePath":"%s","target":"%s"}""".formatted(name, basePath, target)));
        expect(200, post(ORGANIZATION + "/environments/test/apis/" + name + "/revisions/1/deployments", ""));
    }

    /// Makes the next revision of a proxy, and puts it in the place of the one that is deployed to `test`.
    void replaceRevision(String name, int revision, String basePath, URI target)
            throws IOException, InterruptedException {
        expect(201, post(ORGANIZATION + "/apis/" + name + "/revisions", """
                {"basePath":"%s","target":"%s"}""".formatted(basePath, target)));
        expect(
                200,
                post(
                        ORGANIZATION + "/environments/test/apis/" + name + "/revisions/" + revision
                                + "/deployments?override=true",
                        ""));
    }

    /// Makes a product of `GET /**` on one proxy.
    void product(String name, String proxy, Quota quota) throws IOException, InterruptedException {
        expect(201, post(ORGANIZATION + "/apiproducts", body(name, proxy, quota)));
    }

    void replaceProduct(String name, String proxy, Quota quota) throws IOException, InterruptedException {
        expect(200, send("PUT", ORGANIZATION + "/apiproducts/" + name, body(name, proxy, quota)));
    }

    void developer(String email) throws IOException, InterruptedException {
        expect(201, tryDeveloper(email, ""));
    }

    /// @param query such as `?wait=enforced`
    Answer tryDeveloper(String email, String query) throws IOException, InterruptedException {
        return post(ORGANIZATION + "/developers" + query, """
                {"email":"%s","firstName":"Grace","lastName":"Example","userName":"%s"}""".formatted(email, email));
    }

    /// Makes an app with one key.
    Key app(String developer, String name, String product) throws IOException, InterruptedException {
        JsonNode app = expect(
                        201, post(ORGANIZATION + "/developers/" + developer + "/apps", """
                {"name":"%s","apiProducts":["%s"]}""".formatted(name, product)))
                .json();
        JsonNode credential = app.path("credentials").path(0);
        return new Key(
                ORGANIZATION + "/developers/" + developer + "/apps/" + name,
                credential.path("consumerKey").asString(),
                credential.path("consumerSecret").asString());
    }

    Answer revoke(Key key) throws IOException, InterruptedException {
        return expect(204, post(key.app() + "/keys/" + key.key() + "?action=revoke", ""));
    }

    Answer approve(Key key) throws IOException, InterruptedException {
        return expect(204, post(key.app() + "/keys/" + key.key() + "?action=approve", ""));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer);
        }
        return answer;
    }

    private Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(management.resolve(path))
                .timeout(Turnpike.PATIENCE)
                .header("Authorization", authorization)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    }

    private static String body(String name, String proxy, Quota quota) {
        return """
                {"name":"%s","displayName":"%s","approvalType":"auto","environments":["test"],
                 "quota":"%d","quotaInterval":"%d","quotaTimeUnit":"%s",
                 "operationGroup":{"operationConfigType":"proxy","operationConfigs":[
                   {"apiSource":"%s","operations":[{"resource":"/**","methods":["GET"]}]}]}}""".formatted(
                name, name, quota.limit(), quota.interval(), quota.unit().word(), proxy);
    }

    /// @param app path of the app that holds it
    record Key(String app, String key, String secret) {}
}
