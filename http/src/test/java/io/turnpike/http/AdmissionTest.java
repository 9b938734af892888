package io.turnpike.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.Permission;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionTest {
    private Served served;

    @BeforeAll
    void start() {
        served = Served.with(
                Served.open("GET", "/health", call -> Reply.empty(204)),
                new Route("GET", "/v1/mine", Permission.SIGNED_IN, AdmissionTest::caller),
                new Route("GET", "/v1/organizations/{org}/keys/{key}", Permission.APP_READ, AdmissionTest::caller),
                new Route("POST", "/v1/organizations/{org}/keys/{key}", Permission.APP_WRITE, AdmissionTest::caller),
                new Route("GET", "/v1/keys/{key}", Permission.APP_READ, AdmissionTest::caller),
                new Route("GET", "/v1/keys/refused", Permission.APP_READ, call -> {
                    throw new Refused(new Problem.Forbidden("more"));
                }),
                new Route("POST", "/v1/keys/{key}", Permission.APP_WRITE, AdmissionTest::caller),
                new Route("POST", "/v1/keys/{key}:expire", Permission.APP_WRITE, AdmissionTest::caller),
                new Route("PUT", "/v1/keys/{key}", Permission.APP_WRITE, AdmissionTest::caller),
                new Route("DELETE", "/v1/apps/{app}/keys/{key}", Permission.APP_WRITE, AdmissionTest::caller));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private static Reply caller(Call call) {
        var caller = call.caller();
        return Served.said(caller.name() + " " + caller.operation() + " " + caller.resource());
    }

    @Test
    void asksNobodyOnAnOpenRoute() {
        var answer = served.get("/health");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void answers401WithAChallengeBeforeItLooksAtPermissions() {
        var answer = served.post("/v1/keys/k", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic ");
    }

    @Test
    void answers403WhereTheRoleDoesNotGrantThePermission() {
        var answer = served.post("/v1/keys/k", "", "Authorization", "Bearer reader");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("APP_WRITE");
        assertThat(served.denied()).contains("rob@example.org CREATE  /v1/keys/****");
    }

    @Test
    void notesDeniedCallsOfKnownCallersOnly() {
        int before = served.denied().size();
        served.post("/v1/organizations/acme/keys/k", "");
        served.post("/v1/organizations/acme/keys/k", "", "Authorization", "Bearer tired");
        served.get("/v1/organizations/acme/keys/k", "Authorization", "Bearer admin");
        served.get("/v1/organizations/acme/keys/k", "Authorization", "Bearer elsewhere");
        served.get("/v1/keys/refused", "Authorization", "Bearer admin");

        assertThat(served.denied().subList(before, served.denied().size()))
                .containsExactly(
                        "eve@example.org READ acme /v1/organizations/acme/keys/****",
                        "ada@example.org READ  /v1/keys/refused");
    }

    @Test
    void looksForRolesInTheOrganizationOfThePath() {
        String there = "/v1/organizations/globe%78/keys/k";

        assertThat(served.get(there, "Authorization", "Bearer elsewhere").statusCode())
                .isEqualTo(200);
        assertThat(served.get("/v1/keys/k", "Authorization", "Bearer elsewhere").statusCode())
                .isEqualTo(403);
        assertThat(served.get("/v1/mine", "Authorization", "Bearer elsewhere").statusCode())
                .isEqualTo(200);
        assertThat(served.get("/v1/mine").statusCode()).isEqualTo(401);
    }

    @Test
    void answers429WithTheSecondsToWait() {
        var answer = served.get("/v1/keys/k", "Authorization", "Bearer tired");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
    }

    @Test
    void tellsTheAuthenticatorWhereTheCallComesFrom() {
        assertThat(served.get("/v1/keys/k", "Authorization", "Bearer where").body())
                .contains("rule=127.0.0.1]");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @DisplayName("the caller of a unit of work names who, what and where, keys masked")
    @CsvSource({
        "GET, /v1/keys/s3cret, READ /v1/keys/****",
        "POST, /v1/keys/s3cret, CREATE /v1/keys/****",
        "POST, /v1/keys/s3cret:expire, CREATE /v1/keys/****:expire",
        "POST, /v1/keys/s3cret/:expire, CREATE /v1/keys/****:expire",
        "PUT, /v1/keys/s3cret/, UPDATE /v1/keys/****",
        "DELETE, /alias/apps/a%20b/keys/s3cret?x=y, DELETE /v1/apps/a%20b/keys/****",
        "DELETE, /v1/apps/%61%2fb+c@%c3%a9/keys/s3cret, DELETE /v1/apps/a%2Fb+c@%C3%A9/keys/****",
    })
    void masksKeysInTheResourceOfTheCaller(String method, String path, String answer) {
        var request = served.to(path).method(method, BodyPublishers.noBody()).header("Authorization", "Bearer admin");

        assertThat(served.send(request).body()).isEqualTo("ada@example.org " + answer);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @DisplayName("extensions 1: a write on behalf of another site is 403 whatever its credentials")
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, http://HERE, 200",
        "Origin, https://HERE, 200",
        "Origin, http://127.0.0.1:1, 403",
        "Origin, http://127.0.0.1, 403",
        "Origin, null, 403",
        "Origin, http://HERE.evil.example, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200",
    })
    void refusesWritesOfOtherSites(String header, String value, int status) {
        String here = "127.0.0.1:" + served.port();
        var answer =
                served.post("/v1/keys/k", "", "Authorization", "Bearer admin", header, value.replace("HERE", here));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void letsOtherSitesLinkToReads() {
        var answer = served.get("/v1/keys/k", "Authorization", "Bearer admin", "Sec-Fetch-Site", "cross-site");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAForeignWriteWithoutCredentialsLikewise() {
        assertThat(served.post("/v1/keys/k", "", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesDefaultPortsAsTheOriginsOwn() {
        String request = String.join(
                "\r\n",
                "POST /v1/keys/k HTTP/1.1",
                "Host: turnpike.example",
                "Origin: https://turnpike.example",
                "Authorization: Bearer admin",
                "Content-Length: 0",
                "\r\n");

        assertThat(served.raw(request)).startsWith("HTTP/1.1 200 ");
    }
}
