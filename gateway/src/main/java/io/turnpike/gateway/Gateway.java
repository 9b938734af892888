package io.turnpike.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.gateway.admission.Credentials;
import io.turnpike.gateway.admission.Enforced;
import io.turnpike.gateway.admission.Turnstile;
import io.turnpike.gateway.exchange.HeldBodies;
import io.turnpike.gateway.exchange.Loop;
import io.turnpike.gateway.http2.Http2Clients;
import io.turnpike.gateway.http2.Preface;
import io.turnpike.gateway.reserved.ReservedDesk;
import io.turnpike.gateway.reserved.ReservedPaths;
import io.turnpike.gateway.target.OffLoopResolver;
import io.turnpike.gateway.target.TlsContexts;
import io.turnpike.gateway.target.Upstreams;
import io.turnpike.gateway.tls.ServerTls;
import io.turnpike.gateway.tls.TlsPipeline;
import io.turnpike.gateway.transport.HeldMemory;
import io.turnpike.gateway.transport.LastingEpoll;
import io.turnpike.gateway.transport.WantedReads;
import io.turnpike.secret.Vault;
import io.turnpike.usage.CallIds;
import io.turnpike.usage.UsageLog;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The data plane: a listener, and event loops each of which owns both sides of the calls on its connections.
public final class Gateway implements AutoCloseable {
    /// Bytes of memory that may wait for a socket before the other side is no longer read (HT34).
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final int BACKLOG = 4096;
    /// Connections in one turn of a loop.
    private static final int ACCEPTED_AT_ONCE = 16;
    /// Bytes (HT34).
    private static final long MAX_HELD_BODIES = 64L << 20;

    private final GatewayConfig config;
    private final MultiThreadIoEventLoopGroup group;
    private final ExecutorService resolving;
    private final ReservedDesk reserved;
    private final Map<EventExecutor, Loop> loops;
    private final List<Channel> listeners = new ArrayList<>();

    private Gateway(GatewayConfig config, Parts parts) {
        this.config = config;
        this.group = new MultiThreadIoEventLoopGroup(config.loops(), new DefaultThreadFactory("gateway"), ioHandler());
        this.resolving = Executors.newCachedThreadPool(new DefaultThreadFactory("gateway-resolver", true));
        this.reserved = new ReservedDesk(parts.reserved());
        this.loops = loops(parts);
        listen(config.port(), this::accept);
        config.secure().ifPresent(secure -> listen(secure.port(), channel -> accept(channel, secure.tls())));
    }

    /// Listens. Returns when calls are accepted.
    public static Gateway start(GatewayConfig config, Parts parts) {
        return new Gateway(config, parts);
    }

    /// The port that is listened on.
    public int port() {
        return port(0);
    }

    /// The port of the listener that speaks TLS; there must be one.
    public int securePort() {
        return port(1);
    }

    /// Accepts no more connections, lets calls in flight end for as long as `patience.drain` says, and stops.
    @Override
    public void close() {
        listeners.forEach(listener -> endListening(listener).syncUninterruptibly());
        loops.forEach((executor, loop) -> executor.execute(loop::drain));
        awaitDrained();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        resolving.shutdownNow();
        reserved.close();
    }

    /// Takes in what the kernel accepted already, which it would reset otherwise, and closes the listener. What is
    /// scheduled on a loop runs no earlier than in its next turn: in between the loop asks its sockets.
    private static Future<?> endListening(Channel listener) {
        Promise<Void> closed = listener.eventLoop().newPromise();
        listener.eventLoop().execute(() -> {
            MaxMessagesRecvByteBufAllocator reads = listener.config().getRecvByteBufAllocator();
            reads.maxMessagesPerRead(BACKLOG);
            Runnable end = () -> {
                var _ = listener.close().addListener(_ -> closed.setSuccess(null));
            };
            var _ = listener.eventLoop().schedule(end, 1, TimeUnit.NANOSECONDS);
        });
        return closed;
    }

    private void awaitDrained() {
        long end = System.nanoTime() + config.exchange().patience().drain().toNanos();
        try {
            while (openConnections() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int openConnections() throws InterruptedException {
        int open = 0;
        for (Map.Entry<EventExecutor, Loop> each : loops.entrySet()) {
            open += each.getKey().submit(each.getValue()::connections).sync().getNow();
        }
        return open;
    }

    private Map<EventExecutor, Loop> loops(Parts parts) {
        SecureRandom random = new SecureRandom();
        TlsContexts contexts = new TlsContexts(resolving, parts.vault());
        HeldBodies heldBodies = new HeldBodies(MAX_HELD_BODIES);
        Map<EventExecutor, Loop> made = new HashMap<>();
        Bootstrap bootstrap = new Bootstrap()
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .resolver(new OffLoopResolver(resolving))
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new WantedReads())
                .option(ChannelOption.MESSAGE_SIZE_ESTIMATOR, new HeldMemory())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        for (EventExecutor executor : group) {
            EventLoop eventLoop = (EventLoop) executor;
            Turnstile turnstile = new Turnstile(
                    parts.enforced(),
                    new Credentials(parts.vault(), parts.enforced(), parts.verifier(), eventLoop, random.nextLong()),
                    parts.limits(),
                    parts.usage(),
                    parts.usage().appender(eventLoop),
                    new CallIds(random.nextLong()));
            Upstreams upstreams = new Upstreams(
                    new Upstreams.Means(
                            bootstrap.clone().group(eventLoop),
                            contexts,
                            parts.enforced().catalogue(),
                            config.exchange().patience().targetKeepAlive(),
                            Math.ceilDiv(config.exchange().targetConnections(), config.loops())),
                    parts.clock().millis());
            Loop loop =
                    new Loop(eventLoop, config.exchange(), parts.clock(), turnstile, upstreams, reserved, heldBodies);
            loop.start();
            made.put(executor, loop);
        }
        return made;
    }

    private void listen(int port, Consumer<SocketChannel> accept) {
        listeners.add(new ServerBootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator()
                                .respectMaybeMoreData(false)
                                .maxMessagesPerRead(ACCEPTED_AT_ONCE))
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new WantedReads())
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, new HeldMemory())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(WantedReads.QUIET);
                        accept.accept(channel);
                    }
                })
                .bind(config.address(), port)
                .syncUninterruptibly()
                .channel());
    }

    private void accept(SocketChannel channel) {
        Loop loop = loopOf(channel);
        ChannelHandler http1 = loop.accept(channel);
        channel.pipeline().addLast(new Preface(http1, () -> Http2Clients.handler(loop, channel)), http1);
    }

    private void accept(SocketChannel channel, ServerTls tls) {
        Loop loop = loopOf(channel);
        TlsPipeline.begin(
                channel, tls, loop, isHttp2 -> isHttp2 ? Http2Clients.handler(loop, channel) : loop.accept(channel));
    }

    private int port(int listener) {
        return ((InetSocketAddress) listeners.get(listener).localAddress()).getPort();
    }

    private Loop loopOf(Channel channel) {
        Loop loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("a connection on a loop that is not ours");
        }
        return loop;
    }

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? LastingEpoll.newFactory() : NioIoHandler.newFactory();
    }

    /// What the gateway works with. All of it outlives the gateway.
    ///
    /// @param vault digests keys
    /// @param verifier checks tokens that carry their own proof
    /// @param reserved answers what lies under `/.turnpike`
    public record Parts(
            Enforced enforced,
            Vault vault,
            Turnstile.Stores limits,
            UsageLog usage,
            InstantSource clock,
            ReservedPaths reserved,
            TokenVerifier verifier) {}
}
