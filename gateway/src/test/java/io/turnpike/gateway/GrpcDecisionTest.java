package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedToken;
import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is a gRPC call, which ones a product opens, and what the others hear (runtime 3.3).
class GrpcDecisionTest {
    private final Setup setup = new Setup();
    private FrameTarget target;

    @BeforeEach
    void listen() throws Exception {
        target = FrameTarget.scripted(wire -> {
            while (true) {
                int stream = wire.next(FrameCode.HEADERS).stream();
                wire.headers(stream, 0, ":status", "200", "content-type", "application/grpc");
                wire.headers(stream, END_STREAM, "grpc-status", "0");
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        target.close();
    }

    @ParameterizedTest(name = "{0} with {1}")
    @DisplayName("K1: a call is gRPC by its method and its content type, and hears so what is wrong with it")
    @CsvSource({
        "POST, application/grpc, true",
        "POST, application/grpc+proto, true",
        "POST, application/grpc+json, true",
        "POST, application/grpc;charset=utf-8, true",
        "POST, Application/GRPC, true",
        "GET, application/grpc, false",
        "PUT, application/grpc, false",
        "POST, application/grpc-web, false",
        "POST, application/grpcs, false",
        "POST, application/json, false",
    })
    void tellsGrpcByItsContentType(String method, String type, boolean isGrpc) throws Exception {
        try (Running gateway = Running.of(setup.proxy("/", target.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            String[] call = FrameWire.call(method, "/shop.Orders/Place", "content-type", type);
            FrameWire.Answer answer =
                    client.headers(1, END_STREAM, withKey("bad", call)).answer(1);

            assertThat(answer.status()).isEqualTo(isGrpc ? 200 : 401);
            assertThat(answer.field("grpc-status")).isEqualTo(isGrpc ? "16" : null);
        }
    }

    @ParameterizedTest(name = "{0} under {3}, where {1} opens {2}")
    @DisplayName(
            "K2, K3, K5: a call is covered by service and method of its full path; reflection is a service like others")
    @CsvSource(nullValues = "-", textBlock = """
            /shop.Orders/Place,  shop.Orders, -,     /,            0
            /shop.Orders/Place,  shop.Orders, Place, /,            0
            /shop.Orders/Place,  shop.Orders, Place, /shop.Orders, 0
            /shop.Orders/Cancel, shop.Orders, Place, /,            16
            /shop.Orders/place,  shop.Orders, Place, /,            16
            /shop.orders/Place,  shop.Orders, -,     /,            16
            /Orders/Place,       shop.Orders, -,     /,            16
            /grpc.reflection.v1.ServerReflection/ServerReflectionInfo, shop.Orders, -, /, 16
            /grpc.reflection.v1.ServerReflection/ServerReflectionInfo, grpc.reflection.v1.ServerReflection, -, /, 0
            """)
    void coversMethodsOfServices(String path, String service, String method, String basePath, String status)
            throws Exception {
        setup.proxy(basePath, target.port()).grpc(service, method == null ? new String[0] : new String[] {method});
        try (Running gateway = Running.of(setup);
                FrameWire client = FrameWire.to(gateway.port())) {
            FrameWire.Answer answer = client.headers(1, END_STREAM, call(path)).answer(1);

            assertThat(status(answer)).isEqualTo(status);
            if (status.equals("16")) {
                assertThat(answer.field("turnpike-errorcode")).isEqualTo("oauth.v2.InvalidApiKeyForGivenResource");
            }
        }
    }

    @Test
    @DisplayName("K4: what is 403 by HTTP is status 7")
    void deniesPermission() throws Exception {
        setup.scopes("write").token("opaque", IndexedToken.Use.OWN, Running.START.plusSeconds(60), "read");
        try (Running gateway = Running.of(setup.proxy("/", target.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            String[] call = call("/shop.Orders/Place");
            int last = call.length;
            call = Arrays.copyOf(call, last + 2);
            call[last] = "authorization";
            call[last + 1] = "Bearer opaque";
            FrameWire.Answer answer = client.headers(1, END_STREAM, call).answer(1);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("grpc-status")).isEqualTo("7");
            assertThat(answer.field("turnpike-errorcode")).isEqualTo("steps.oauth.v2.InsufficientScope");
            assertThat(answer.field("grpc-message")).isEqualTo("Required scope(s): [write]");
        }
    }

    @ParameterizedTest(name = "429 switched on: {0}")
    @DisplayName("K4: what is 429 by HTTP is status 8; where an organization wants 500 instead it is 13")
    @CsvSource({"true, 8", "false, 13"})
    void refusesByAQuota(String switchedOn, String status) throws Exception {
        setup.organizationProperties.put("features.isHTTPStatusTooManyRequestEnabled", switchedOn);
        try (Running gateway = Running.of(setup.quota(1, 1, Quota.Unit.HOUR).proxy("/", target.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            assertThat(status(client.headers(1, END_STREAM, call("/shop.Orders/Place"))
                            .answer(1)))
                    .isEqualTo("0");
            FrameWire.Answer answer =
                    client.headers(3, END_STREAM, call("/shop.Orders/Place")).answer(3);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("grpc-status")).isEqualTo(status);
            assertThat(answer.field("turnpike-errorcode")).isEqualTo("policies.ratelimit.QuotaViolation");
        }
    }

    @Test
    @DisplayName("K4: a key that is revoked is status 16, with the code that other callers get")
    void refusesARevokedKey() throws Exception {
        setup.key(Status.REVOKED, Long.MAX_VALUE, Status.APPROVED, true, Status.APPROVED);
        try (Running gateway = Running.of(setup.proxy("/", target.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            FrameWire.Answer answer =
                    client.headers(1, END_STREAM, call("/shop.Orders/Place")).answer(1);

            assertThat(answer.field("grpc-status")).isEqualTo("16");
            assertThat(answer.field("turnpike-errorcode")).isEqualTo("oauth.v2.ApiKeyNotApproved");
        }
    }

    @Test
    @DisplayName("HT32: of the time-outs only `timeouts.idle` holds for gRPC, in both directions together")
    void endsASilentStream() throws Exception {
        FrameTarget echoing = FrameTarget.scripted(wire -> {
            int stream = wire.next(FrameCode.HEADERS).stream();
            wire.next(FrameCode.DATA);
            wire.headers(stream, 0, ":status", "200", "content-type", "application/grpc");
            wire.next(FrameCode.GOAWAY);
        });
        try (echoing;
                Running gateway = Running.of(setup.proxy("/", echoing.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, call("/shop.Orders/Watch"));
            gateway.awaitTick();
            gateway.pass(Duration.ofMinutes(4)); // no first byte for 30 s, no body for 30 s, no pace
            gateway.awaitTick();
            client.data(1, 0, "still here").next(FrameCode.HEADERS);
            gateway.awaitTick();
            gateway.pass(Duration.ofMinutes(4));
            gateway.awaitTick();
            assertThat(gateway.usage.ended).isEmpty();
            gateway.pass(Duration.ofMinutes(1));

            assertThat(client.answer(1).resetFor()).isPositive();
        }
    }

    /// What an answer says behind its body, or in place of one.
    private static String status(FrameWire.Answer answer) {
        return answer.trailer("grpc-status") == null ? answer.field("grpc-status") : answer.trailer("grpc-status");
    }

    private static String[] call(String path) {
        return FrameWire.call("POST", path, "content-type", "application/grpc", "te", "trailers");
    }

    private static String[] withKey(String key, String... call) {
        String[] other = call.clone();
        other[Arrays.asList(other).indexOf("x-api-key") + 1] = key;
        return other;
    }
}
