package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;

/// Whoever a request's body goes to.
interface BodyTaker {
    /// Whether more of it may come now (HT34).
    boolean takesBody();

    /// Bytes; more end the call with a fault.
    default long maxBody() {
        return Long.MAX_VALUE;
    }

    /// Whether nobody is there any more to take it.
    default boolean isGone() {
        return false;
    }

    /// @param piece to be released by the taker
    void body(ByteBuf piece);

    /// The request is whole.
    void bodyEnded();
}
