package io.turnpike.gateway.target;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Resolves names with the system's resolver, which blocks: so on threads other than the event loops. It is asked for
/// each connection, and keeps answers itself for 30 s; while it is slow to tell, all who ask for a name wait for one
/// answer, so that there are no more threads than names. Of several addresses each takes its turn.
public final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor blocking;
    private final Names names;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    public OffLoopResolver(Executor blocking) {
        this(blocking, InetAddress::getAllByName);
    }

    public OffLoopResolver(Executor blocking, Names names) {
        this.blocking = blocking;
        this.names = names;
    }

    /// Who knows the addresses of names.
    public interface Names {
        /// @return at least one
        InetAddress[] of(String name) throws UnknownHostException;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new OnLoop(loop).asAddressResolver();
    }

    private <T> void tell(String name, Promise<T> promise, Function<InetAddress[], T> choice) {
        var _ = lookUp(name).whenComplete((addresses, fault) -> {
            if (fault == null) {
                promise.setSuccess(choice.apply(addresses));
            } else {
                promise.setFailure(fault);
            }
        });
    }

    private CompletableFuture<InetAddress[]> lookUp(String name) {
        CompletableFuture<InetAddress[]> fresh = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> known = underWay.putIfAbsent(name, fresh);
        if (known != null) {
            return known;
        }
        try {
            blocking.execute(() -> find(name, fresh));
        } catch (RuntimeException | Error e) { // no thread for it
            end(name, () -> fresh.completeExceptionally(e));
        }
        return fresh;
    }

    private void find(String name, CompletableFuture<InetAddress[]> wanted) {
        try {
            InetAddress[] addresses = names.of(name);
            end(name, () -> wanted.complete(addresses));
        } catch (UnknownHostException | RuntimeException | Error e) {
            end(name, () -> wanted.completeExceptionally(e));
        }
    }

    /// Who asks from here on asks anew.
    private void end(String name, Runnable word) {
        underWay.remove(name);
        word.run();
    }

    private final class OnLoop extends InetNameResolver {
        OnLoop(EventExecutor loop) {
            super(loop);
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) throws UnknownHostException {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(name);
            if (literal != null) {
                promise.setSuccess(InetAddress.getByAddress(literal));
                return;
            }
            tell(name, promise, addresses -> addresses[Math.floorMod(turn.getAndIncrement(), addresses.length)]);
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
            tell(name, promise, List::of);
        }
    }
}
