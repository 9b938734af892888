package io.turnpike.gateway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.turnpike.decision.Catalogue;
import io.turnpike.decision.ServedTarget;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Trailers;
import io.turnpike.model.Target;
import io.turnpike.secret.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What calls hear where no connection can be made, and that no count of connections suffers by it.
class UpstreamTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    @Test
    @DisplayName("A socket that cannot be made takes nobody's place, and its call hears so on its own loop")
    void forgetsASocketThatCouldNotBeMade() throws Exception {
        Upstream upstream = to("http://127.0.0.1:1", withoutSockets());

        connect(upstream, "one");
        assertThat(next()).isEqualTo("one: not connected");
        connect(upstream, "two");
        assertThat(next()).isEqualTo("two: not connected");
    }

    @Test
    @DisplayName("One connection that fails counts once against the target, however many calls wait for it")
    void blamesTheTargetOnce() throws Exception {
        Upstream upstream = to("h2c://127.0.0.1:1", withoutSockets());

        onLoop(() -> {
            upstream.connectByHttp2(call("one"), TIMEOUT);
            upstream.connectByHttp2(call("two"), TIMEOUT);
            return null;
        });
        assertThat(next()).isEqualTo("one: not connected");
        assertThat(next()).isEqualTo("two: crowded");

        connect(upstream, "three");
        assertThat(next()).isEqualTo("three: not connected");
    }

    @Test
    @DisplayName("HT32: a call waits for a connection of others as long as for making one")
    void waitsForNoConnectionForEver() throws Exception {
        Upstream upstream = to("h2c://127.0.0.1:1", withoutSockets());

        onLoop(() -> {
            upstream.connectByHttp2(call("one"), TIMEOUT);
            upstream.connectByHttp2(call("two"), TIMEOUT);
            upstream.tick(TIMEOUT.toMillis() - 1);
            assertThat(heard).isEmpty();
            upstream.tick(TIMEOUT.toMillis());
            assertThat(heard).containsExactly("two: crowded");
            return null;
        });
    }

    @Test
    @DisplayName("Where a connection cannot even be begun, no call waits for it")
    void forgetsAConnectionThatWasNotBegun() {
        Upstream upstream = to("h2c://127.0.0.1:1", new Bootstrap());

        for (String name : new String[] {"one", "two"}) {
            assertThatThrownBy(() -> connect(upstream, name)).hasMessageContaining("channel or channelFactory not set");
        }
    }

    /// As on a machine on which no file can be opened any more.
    private static Bootstrap withoutSockets() {
        return new Bootstrap().channelFactory(() -> {
            throw new ChannelException("too many open files");
        });
    }

    /// A target to which there may be one connection.
    private Upstream to(String url, Bootstrap bootstrap) {
        TlsContexts contexts = new TlsContexts(Runnable::run, new Vault(new byte[32]));
        Target.Url place = Target.of(url);
        Upstreams.Means means =
                new Upstreams.Means(bootstrap.group(loop), contexts, () -> Catalogue.EMPTY, Duration.ofSeconds(60), 1);
        Upstreams owner = new Upstreams(means, 0);
        Dialer dialer = new Dialer(bootstrap, contexts, ServedTarget.of(place, Optional.empty()));
        return new Upstream(owner, dialer, place, Optional.empty());
    }

    private void connect(Upstream upstream, String name) throws Exception {
        onLoop(() -> {
            upstream.connect(call(name), TIMEOUT, false, true);
            return null;
        });
    }

    private void onLoop(Callable<Void> step) throws Exception {
        try {
            loop.submit(step).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    private TargetCall call(String name) {
        return new Unlucky(name);
    }

    /// A call that gets no connection.
    private final class Unlucky implements TargetCall {
        private final String name;

        Unlucky(String name) {
            this.name = name;
        }

        @Override
        public void notConnected() {
            hear("not connected");
        }

        @Override
        public void crowded() {
            hear("crowded");
        }

        private void hear(String news) {
            heard.add(name + ": " + news + (loop.inEventLoop() ? "" : ", off its loop"));
        }

        @Override
        public void failed(RuntimeException bug) {
            hear(bug.toString());
        }

        @Override
        public void connected(TargetLink link) {
            hear("connected");
        }

        @Override
        public void targetWritable() {}

        @Override
        public void interim(AnswerHead head) {}

        @Override
        public void answered(AnswerHead head) {}

        @Override
        public void answerPiece(ByteBuf piece) {}

        @Override
        public void answerEnded(boolean reusable, Trailers trailers) {}

        @Override
        public void targetGone(boolean silent) {}

        @Override
        public void answerFlawed() {}
    }
}
