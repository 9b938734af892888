package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.gateway.fuzz.Dice;
import io.turnpike.gateway.fuzz.Reading;
import io.turnpike.gateway.fuzz.Reading.Message;
import io.turnpike.gateway.fuzz.Sample;
import io.turnpike.gateway.fuzz.SampleMaker;
import io.turnpike.gateway.fuzz.StrictReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The law of http's first paragraph, for bytes that are nearly HTTP, over real sockets: the target sees just the calls
/// that a strict reader finds in what the client sent, and the client takes no cut answer for a whole one.
class GatewayFuzzTest {
    /// Of one or more messages each, on a connection of their own; they take about 20 s of CPU, in a long run half an
    /// hour.
    private static final int SAMPLES = Chance.isLong() ? 1_000_000 : 10_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([2-5][0-9]{2}) ");
    /// The same where interim answers stand before it, which have no body.
    private static final Pattern LAST_STATUS = Pattern.compile("(?md)^" + STATUS);
    private static final String CUT = "cut";
    private static final String FAILED = "502";

    private final long seed = Chance.seed();
    private final SampleMaker maker = new SampleMaker(new Dice(seed));
    /// All that the target read, whole or not, in its order.
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void theTargetSeesJustTheCallsThatWereSent() throws Exception {
        System.out.println("seed " + seed);
        int forwarded = 0;
        int broken = 0;
        try (RawTarget target = RawTarget.telling(seen);
                Running gateway = Running.before(target)) {
            for (int i = 0; i < SAMPLES; i++) {
                Sample sample = maker.requests();
                Reading sent = StrictReader.read(sample);
                List<String> expected = new ArrayList<>();
                List<Boolean> admitted = new ArrayList<>();
                expect(sent, expected, admitted);
                List<Boolean> answers = answers(gateway, sample);
                List<String> calls = calls(gateway, target);
                gateway.usage.forget();

                assertThat(calls).as("%s, seed %d", sample, seed).isEqualTo(expected);
                if (answers == null) {
                    broken++;
                } else {
                    assertThat(answers).as("%s, seed %d", sample, seed).isEqualTo(admitted);
                }
                forwarded += calls.size();
            }
        }
        System.out.println(forwarded + " calls forwarded");
        assertThat(broken).as("clients that lost their answers").isLessThan(SAMPLES / 100);
        assertThat(forwarded).isGreaterThan(SAMPLES / 4);
    }

    @Test
    void theClientTakesNoCutAnswerForAWholeOne() throws Exception {
        System.out.println("seed " + seed);
        int whole = 0;
        try (ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
                Running gateway = Running.of(new Setup().proxy("/api", listener.getLocalPort()))) {
            for (int i = 0; i < SAMPLES; i++) {
                Sample sample = maker.answers();
                String method = sample.answered().getFirst();
                String expected = expectedAnswer(sample);
                String given;
                try (Wire client = gateway.connect()) {
                    client.send(
                            method + " /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nConnection: close\r\n\r\n");
                    try (Wire target = new Wire(listener.accept())) {
                        target.readHead();
                        target.sendAll(sample.pieces());
                    }
                    given = readAnswers(client);
                }
                gateway.usage.forget();
                assertThat(given).as("%s, seed %d", sample, seed).isEqualTo(expected);
                whole += expected.equals(CUT) || expected.endsWith(FAILED) ? 0 : 1;
            }
        }
        System.out.println(whole + " whole answers");
        assertThat(whole).isGreaterThan(SAMPLES / 4);
    }

    private static void expect(Reading sent, List<String> expected, List<Boolean> admitted) {
        for (Message message : sent.whole()) {
            ForwardedCall call = new ForwardedCall(message);
            String request = call.expected();
            admitted.add(request != null);
            if (request != null) {
                expected.add(request);
            }
            if (call.isLast()) {
                return;
            }
        }
        boolean endsInBody = sent.whole().size() < sent.messages().size();
        if (sent.end() == Reading.End.REFUSED
                || (endsInBody && new ForwardedCall(sent.messages().getLast()).expected() == null)) {
            admitted.add(false);
        }
    }

    /// Whether each final answer was that of the target.
    ///
    /// @return null where a client went on behind the call that it said is its last, and so broke the connection
    private static @Nullable List<Boolean> answers(Running gateway, Sample sample) throws IOException {
        try (Wire client = gateway.connect()) {
            client.sendAll(sample.pieces());
            client.endOutput();
            return STATUS.matcher(client.readAll())
                    .results()
                    .map(status -> status.group(1).equals("200"))
                    .toList();
        } catch (SocketException e) {
            return null;
        }
    }

    private List<String> calls(Running gateway, RawTarget target) {
        List<String> calls = seen.stream()
                .map(call -> Expected.plainRequest(call, target.port(), gateway.port()))
                .toList();
        seen.clear();
        return calls;
    }

    /// All that came in order, its chunks joined, or that it was cut; a failure of the target in short.
    private static String readAnswers(Wire client) {
        try {
            String all = client.readAll();
            Matcher last = LAST_STATUS.matcher(all);
            if (!last.find()) {
                return all;
            }
            String interim = Expected.plain(all.substring(0, last.start()));
            String answer = Expected.plain(all.substring(last.start()));
            boolean isChunked = Expected.isWholeChunked(answer);
            String body = Expected.body(answer);
            return last.group(1).equals("502")
                    ? interim + FAILED
                    : interim + Expected.head(answer) + "\r\n" + (isChunked ? Expected.joined(body) : body);
        } catch (IOException e) {
            return CUT;
        }
    }

    private static String expectedAnswer(Sample sample) {
        StringBuilder expected = new StringBuilder();
        for (Message message : StrictReader.read(sample).messages()) {
            ForwardedAnswer answer = new ForwardedAnswer(message);
            if (answer.isCut()) {
                return CUT;
            }
            expected.append(answer.expected());
            if (answer.isFinal()) {
                return expected.toString();
            }
        }
        return expected + FAILED;
    }
}
