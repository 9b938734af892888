package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.usage.Ended;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/// Plays one case against a gateway of its own: speaks for the client and for the target, one step after the other.
final class Stage implements AutoCloseable {
    private static final int PATIENCE = 10_000;
    private static final int MOST_SINGLE_BYTES = 300;

    private final ServerSocket listener;
    private final Running gateway;
    private final Wire client;
    private final boolean byteByByte;
    /// Null while the gateway is not connected.
    private Wire target;

    /// @param byteByByte whether what is sent comes in the smallest pieces
    Stage(String setup, boolean byteByByte) throws IOException {
        this.byteByByte = byteByByte;
        this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        this.gateway = Running.of(StageSetup.named(setup, "http://127.0.0.1:" + listener.getLocalPort()));
        this.client = gateway.connect();
    }

    void play(Script script) throws Exception {
        List<Script.Step> steps = script.steps();
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i + 1 < steps.size() && steps.get(i + 1).announcesEnd();
            play(steps.get(i), isLast);
        }
        assertNothingElseReachedTheTarget();
    }

    private void play(Script.Step step, boolean isLastAnswer) throws Exception {
        switch (step.verb()) {
            case CLIENT_SENDS -> send(client, step);
            case CLIENT_GETS -> clientGets(step, isLastAnswer);
            case CLIENT_GETS_MORE ->
                assertThat(client.read(step.text().length())).isEqualTo(step.text());
            case TARGET_GETS -> targetGets(step);
            case TARGET_GETS_MORE ->
                assertThat(target.read(step.text().length())).isEqualTo(step.text());
            case TARGET_SENDS -> send(target, step);
            case TORN -> assertTargetGotNoWholeCall();
            case CLOSED ->
                assertThat(client.isEnded())
                        .as("whether the client is disconnected")
                        .isTrue();
            case RECORDED -> assertThat(recorded()).isEqualTo(step.text());
            case PASS -> {
                gateway.awaitTick();
                gateway.pass(Duration.parse(step.text()));
            }
        }
    }

    /// What the usage log says of the call that ended.
    private String recorded() throws InterruptedException {
        Ended ended = gateway.usage.nextEnded();
        return ended.outcome() + " " + ended.status();
    }

    private void send(Wire wire, Script.Step step) {
        if (step.isReset()) {
            wire.reset();
        } else if (step.isEnd()) {
            wire.endOutput();
        } else {
            try {
                write(wire, step.text());
            } catch (UncheckedIOException e) {
                // refused before the end, as what is heard will tell
            }
        }
        if (wire == target && (step.isEnd() || step.isReset())) {
            target = null;
        }
    }

    private void write(Wire wire, String bytes) {
        int single = byteByByte ? Math.min(bytes.length(), MOST_SINGLE_BYTES) : 0;
        for (int i = 0; i < single; i++) {
            wire.send(bytes.substring(i, i + 1));
        }
        wire.send(bytes.substring(single));
    }

    private void clientGets(Script.Step step, boolean isLast) throws IOException {
        if (step.isEnd()) {
            assertThat(client.isEnded())
                    .as("whether the client is disconnected")
                    .isTrue();
        } else if (step.isReset()) {
            assertThatThrownBy(client::readAll).isInstanceOf(IOException.class);
        } else {
            assertGets(client, Expected.answer(step.text(), isLast));
        }
    }

    private void targetGets(Script.Step step) throws IOException {
        if (target == null) {
            listener.setSoTimeout(PATIENCE);
            target = new Wire(listener.accept());
        }
        if (step.isEnd()) {
            assertThat(target.isOver()).as("whether the target is disconnected").isTrue();
            target = null;
        } else {
            assertGets(target, Expected.request(step.text()));
        }
    }

    private void assertGets(Wire wire, String expected) throws IOException {
        String head = Expected.plain(wire.readHead())
                .replace("127.0.0.1:" + listener.getLocalPort(), "TARGET")
                .replace("X-Forwarded-Port: " + gateway.port(), "X-Forwarded-Port: PORT");
        if (Expected.isChunked(expected)) {
            String body = Expected.body(expected);
            String chunks = Expected.isWholeChunked(expected) ? wire.readChunks() : wire.readChunks(body);
            assertThat(head + Expected.joined(chunks))
                    .isEqualTo(Expected.head(expected) + "\r\n" + Expected.joined(body));
        } else {
            String body = head.equals(Expected.head(expected) + "\r\n")
                    ? wire.read(Expected.body(expected).length())
                    : "";
            assertThat(head + body).isEqualTo(expected);
        }
    }

    /// What of a call was sent to the target before it proved to be bad depends on chance.
    private void assertTargetGotNoWholeCall() throws IOException {
        assertThat(client.isEnded()).as("whether the client is disconnected").isTrue();
        client.endOutput();
        gateway.close();
        listener.setSoTimeout(1);
        while (true) {
            try (Wire wire = new Wire(listener.accept())) {
                assertThatThrownBy(() -> {
                            if (wire.readRequest().isEmpty()) {
                                throw new EOFException("nothing was sent");
                            }
                        })
                        .isInstanceOf(IOException.class);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private void assertNothingElseReachedTheTarget() throws IOException {
        assertThat(target == null || target.hasNothing())
                .as("whether the target heard all that was sent to it")
                .isTrue();
        listener.setSoTimeout(1);
        assertThatThrownBy(listener::accept)
                .as("another connection to the target")
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Override
    public void close() throws IOException {
        client.reset();
        if (target != null) {
            target.close();
        }
        listener.close();
        gateway.close();
    }
}
