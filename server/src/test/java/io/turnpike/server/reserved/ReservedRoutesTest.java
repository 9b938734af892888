package io.turnpike.server.reserved;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.Permission;
import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.http.Call;
import io.turnpike.http.Handler;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Routes under `/.turnpike` answer like those of the management port, and refuse like the gateway (runtime 8.1).
class ReservedRoutesTest {
    private final ReservedRoutes routes = new ReservedRoutes(List.of(
            route("POST", "/echo", ReservedRoutesTest::echo),
            route("GET", "/fast", _ -> {
                throw new Refused(new Problem.TooMany(7));
            }),
            route("GET", "/broken", _ -> {
                throw new IllegalStateException("made by the test");
            })));

    private static Route route(String method, String path, Handler handler) {
        return new Route(method, "/.turnpike/{env}" + path, Permission.NONE, handler);
    }

    private static Reply echo(Call call) {
        String text = call.path("env")
                + call.query("a").orElse("")
                + call.form("b").orElse("")
                + call.header("X-Thing").orElse("");
        return Reply.text(201, "text/plain", text).with("Cache-Control", "no-store");
    }

    private ReservedReply ask(String method, String path, Map<String, String> fields) {
        byte[] body = "b=%32".getBytes(UTF_8);
        Map<String, List<String>> lines = fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue())));
        return routes.answer(new ReservedCall(method, path, "a=%31", "127.0.0.1", lines, body));
    }

    @Test
    void handsTheCallToItsRoute() {
        ReservedReply reply = ask("POST", "/.turnpike/te%73t/echo", Map.of("host", "a", "x-thing", "3"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).asString().isEqualTo("test123");
        assertThat(reply.fields()).isEqualTo(Map.of("Content-Type", "text/plain", "Cache-Control", "no-store"));
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @DisplayName("Runtime 8.5, http HT35: refusals are the gateway's faults")
    @CsvSource({
        "GET, /.turnpike/test/other, 404, messaging.adaptors.http.flow.ApplicationNotFound,"
                + " Unable to identify proxy for host: a.example:81 and url: /.turnpike/test/other",
        "GET, /.turnpike, 404, messaging.adaptors.http.flow.ApplicationNotFound,"
                + " Unable to identify proxy for host: a.example:81 and url: /.turnpike",
        "GET, /.turnpike/test/echo, 405, protocol.http.MethodNotAllowed, Method Not Allowed",
        "GET, /.turnpike/%ff/echo, 400, protocol.http.BadRequest, Bad Request",
        "GET, /.turnpike/test/fast, 429, policies.ratelimit.SpikeArrestViolation, Spike arrest violation",
        "GET, /.turnpike/test/broken, 500, messaging.runtime.InternalServerError, Internal Server Error",
    })
    void refusesWithFaults(String method, String path, int status, String code, String text) {
        ReservedReply reply = ask(method, path, Map.of("host", "a.example:81"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body())
                .asString()
                .isEqualTo(
                        "{\"fault\":{\"faultstring\":\"" + text + "\",\"detail\":{\"errorcode\":\"" + code + "\"}}}");
    }

    @Test
    @DisplayName("Extensions 1: what a page of another site sends is refused")
    void refusesPagesOfOtherSites() {
        ReservedReply reply = ask(
                "POST",
                "/.turnpike/test/echo",
                Map.of("host", "a", "origin", "https://evil.example", "accept", "text/xml"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body())
                .asString()
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><fault><faultstring>A page of another site must"
                        + " not call this</faultstring><detail><errorcode>messaging.runtime.ForeignOrigin</errorcode>"
                        + "</detail></fault>");
    }

    @Test
    void says405WithTheMethodsThatThereAre() {
        assertThat(ask("GET", "/.turnpike/test/echo", Map.of("host", "a")).fields())
                .containsEntry("Allow", "POST");
    }
}
