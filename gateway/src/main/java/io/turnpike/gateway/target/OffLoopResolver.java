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

/// Resolves names with the system's resolver, which blocks: so on threads other than the event loops. The JDK keeps
/// answers for 30 s.
public final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor blocking;

    public OffLoopResolver(Executor blocking) {
        this.blocking = blocking;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new Names(loop).asAddressResolver();
    }

    private final class Names extends InetNameResolver {
        Names(EventExecutor loop) {
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
                    promise.setSuccess(InetAddress.getByName(name));
                } catch (UnknownHostException e) {
                    promise.setFailure(e);
                }
            });
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
            blocking.execute(() -> {
                try {
                    promise.setSuccess(List.of(InetAddress.getAllByName(name)));
                } catch (UnknownHostException e) {
                    promise.setFailure(e);
                }
            });
        }
    }
}
