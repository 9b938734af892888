package io.turnpike.gateway.exchange;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.turnpike.gateway.admission.Turnstile;
import io.turnpike.gateway.reserved.ReservedDesk;
import io.turnpike.gateway.target.Upstreams;
import io.turnpike.gateway.wire.HeadWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What the exchanges of one event loop share. Used on that loop alone, so nothing in it is locked.
public final class Loop {
    /// Milliseconds that a connection without a call stays when the gateway stops, for one that was under way already.
    public static final long LAST_CALL = 1_000;

    /// Bytes of heads of calls under way that clients packed: so many are held with ease (HT34).
    private static final long MAX_HEADS = 32 << 20;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final EventLoop executor;
    private final ExchangeConfig config;
    private final InstantSource clock;
    private final Turnstile turnstile;
    private final Upstreams upstreams;
    private final ReservedDesk reserved;
    private final HeldBodies heldBodies;
    private final HeadWriter heads = new HeadWriter();
    private final ReadTarget.Lately targets = new ReadTarget.Lately();
    private final Set<Attended> clients = new HashSet<>();
    private byte[] date = new byte[0];
    private long dateSecond = Long.MIN_VALUE;
    private long now;
    private boolean draining;
    private long headBytes;

    public Loop(
            EventLoop executor,
            ExchangeConfig config,
            InstantSource clock,
            Turnstile turnstile,
            Upstreams upstreams,
            ReservedDesk reserved,
            HeldBodies heldBodies) {
        this.executor = executor;
        this.config = config;
        this.clock = clock;
        this.turnstile = turnstile;
        this.upstreams = upstreams;
        this.reserved = reserved;
        this.heldBodies = heldBodies;
        this.now = clock.millis();
    }

    /// Begins to look at the clock.
    public void start() {
        long tick = config.patience().tick().toMillis();
        var _ = executor.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    public ExchangeConfig config() {
        return config;
    }

    ReadTarget.Lately targets() {
        return targets;
    }

    Turnstile turnstile() {
        return turnstile;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    ReservedDesk reserved() {
        return reserved;
    }

    /// Runs something on this loop, called from any thread.
    void execute(Runnable task) {
        executor.execute(task);
    }

    HeldBodies heldBodies() {
        return heldBodies;
    }

    /// The writer of the head at hand, empty.
    public HeadWriter heads() {
        return heads.clear();
    }

    /// Hears of heads that are held from now on, or no longer.
    ///
    /// @param bytes negative for those that are not
    public void holdHeads(int bytes) {
        headBytes += bytes;
    }

    /// Whether connections had better hold few heads each.
    public boolean holdsManyHeads() {
        return headBytes > MAX_HEADS;
    }

    /// Microseconds since the epoch.
    long micros() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /// Milliseconds since the epoch at the last tick: good enough for time-outs.
    public long now() {
        return now;
    }

    /// The line `Date`, as of the last tick.
    byte[] date() {
        long second = now / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = DATE.format(Instant.ofEpochSecond(second)).getBytes(StandardCharsets.US_ASCII);
        }
        return date;
    }

    public boolean isDraining() {
        return draining;
    }

    /// Takes a connection that was accepted.
    public ChannelHandler accept(SocketChannel channel) {
        return new ClientConnection(this, channel);
    }

    public void opened(Attended client) {
        clients.add(client);
    }

    public void closed(Attended client) {
        clients.remove(client);
    }

    /// Lets no connection live longer than its call.
    public void drain() {
        draining = true;
    }

    public int connections() {
        return clients.size();
    }

    private void tick() {
        now = clock.millis();
        for (Attended client : List.copyOf(clients)) { // some end
            tick(client);
        }
        upstreams.tick(now);
    }

    /// A bug that shows in one connection ends it, and not the clock of the others.
    private void tick(Attended client) {
        try {
            client.tick(now);
        } catch (RuntimeException bug) {
            client.failed(bug);
        }
    }
}
