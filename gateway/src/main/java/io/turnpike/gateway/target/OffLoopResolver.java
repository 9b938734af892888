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
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Resolves names with the system's resolver, which blocks: so on threads other than the event loops. It is asked for
/// each connection, and keeps answers itself for 30 s. Of several addresses each takes its turn.
public final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor blocking;
    private final Names names;
    private final AtomicInteger turn = new AtomicInteger();

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
            blocking.execute(() -> {
                try {
                    InetAddress[] addresses = names.of(name);
                    promise.setSuccess(addresses[Math.floorMod(turn.getAndIncrement(), addresses.length)]);
                } catch (UnknownHostException e) {
                    promise.setFailure(e);
                }
            });
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
            blocking.execute(() -> {
                try {
                    promise.setSuccess(List.of(names.of(name)));
                } catch (UnknownHostException e) {
                    promise.setFailure(e);
                }
            });
        }
    }
}
