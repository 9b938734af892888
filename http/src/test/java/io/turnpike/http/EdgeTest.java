package io.turnpike.http;

import static io.turnpike.http.Served.open;
import static io.turnpike.http.Served.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.access.Permission;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.StorageUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EdgeTest {
    @Test
    void doesNotStartOnAPortThatAnotherHas() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Served.on(other.getLocalPort()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void answersABugWithAnIncidentAndNothingElse() {
        try (var served = Served.with(open("GET", "/bug", call -> {
            throw new IllegalStateException("s3cret detail");
        }))) {
            var answer = served.get("/bug");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).matches("\\{\"incident\":\"[0-9a-f]{16}\"}");
            assertThat(served.get("/bug?break=1").body()).matches("\\{\"incident\":\"[0-9a-f]{16}\"}");
        }
    }

    @Test
    void answersAnErrorOfTheMachineLikeABug() {
        try (var served = Served.with(open("GET", "/deep", call -> {
            throw new StackOverflowError();
        }))) {
            assertThat(served.get("/deep").statusCode()).isEqualTo(500);
            assertThat(served.get("/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void answersAStorageThatIsDownWith503() {
        try (var served = Served.with(open("GET", "/down", call -> {
            throw new StorageUnavailable(new IllegalStateException("s3cret detail"));
        }))) {
            var answer = served.get("/down");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body()).doesNotContain("s3cret");
        }
    }

    @Test
    void writesARefusalInTheWordsOfItsProblem() {
        try (var served = Served.with(open("POST", "/refuse", call -> {
            throw Refused.invalid(Kind.API_PRODUCT, "quota", -1, "must not be negative");
        }))) {
            var answer = served.post("/refuse?pretty=yes", "");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("must not be negative", "yes");
        }
    }

    @Test
    void refusesABrokenQueryAndStillReadsTheRestOfIt() {
        try (var served = Served.with(open("GET", "/a", call -> said("a")))) {
            String answer = served.raw("GET /a?b=%ff&pretty=yes HTTP/1.1\r\nHost: t\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"pretty\":\"yes\"");
        }
    }

    @Test
    void wrapsFiltersAroundHandlersTheFirstOutermost() {
        List<Filter> filters = List.of(
                (call, next) -> {
                    var reply = next.handle(call);
                    return call.revision().isPresent()
                            ? reply.with(
                                    "Turnpike-Revision", "" + call.revision().getAsLong())
                            : reply;
                },
                (call, next) -> next.handle(call).with("Turnpike-Revision", "0"));
        var write = new Route("POST", "/write", Permission.APP_WRITE, call -> {
            call.caller().committed(41);
            call.caller().committed(42);
            return Reply.json(201, List.of());
        });
        try (var served = Served.filtered(filters, write, open("GET", "/read", call -> said("")))) {
            var written = served.post("/write", "", "Authorization", "Bearer admin");
            assertThat(written.headers().firstValue("Turnpike-Revision")).hasValue("42");
            assertThat(written.statusCode()).isEqualTo(201);
            assertThat(served.get("/read").headers().firstValue("Turnpike-Revision"))
                    .hasValue("0");
            assertThat(served.post("/write", "").headers().firstValue("Turnpike-Revision"))
                    .isEmpty();
        }
    }

    @Test
    void handlesCallsThatWaitForEachOther() throws Exception {
        int calls = 64;
        var together = new CyclicBarrier(calls);
        var route = open("GET", "/wait/{n}", call -> {
            awaited(together);
            return said(call.path("n"));
        });
        try (var served = Served.with(route);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, calls)
                    .mapToObj(n ->
                            (Callable<String>) () -> served.get("/wait/" + n).body())
                    .toList();

            var answers = threads.invokeAll(asked);

            for (int n = 0; n < calls; n++) {
                assertThat(answers.get(n).get()).isEqualTo("" + n);
            }
        }
    }

    @Test
    void closesItsPort() {
        var served = Served.with(open("GET", "/a", call -> said("a")));
        assertThat(served.get("/a").body()).isEqualTo("a");

        served.close();

        assertThatThrownBy(served::connect).isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    @Timeout(120)
    void answersTheCallsUnderWayBeforeItCloses() {
        var server = new AtomicReference<Served>();
        var route = open("GET", "/slow", call -> {
            Thread.startVirtualThread(() -> server.get().closeServer());
            while (server.get().accepts()) {
                Thread.onSpinWait();
            }
            return said("done");
        });
        try (var served = Served.with(route)) {
            server.set(served);

            assertThat(served.get("/slow").body()).isEqualTo("done");
        }
    }

    private static void awaited(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
