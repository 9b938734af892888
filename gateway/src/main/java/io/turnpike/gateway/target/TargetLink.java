package io.turnpike.gateway.target;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.wire.HeadWriter;

/// What carries one call at a time to a target, in the frames of whatever protocol the target speaks. Heads come as
/// the lines of HTTP/1.1.
public interface TargetLink {
    /// Takes a call, whose answer goes to `from`.
    ///
    /// @param upgrade whether the call asks for a WebSocket
    void carry(TargetCall call, Receiver from, String method, boolean upgrade);

    /// @param repeatable whether the call may be sent once more anyway; else it is noted whether it left at all
    /// @param ends whether nothing follows
    void sendHead(HeadWriter head, boolean repeatable, boolean ends);

    /// @param chunked whether its length is said in front of it, where the protocol does not say it anyway
    void sendBody(ByteBuf piece, boolean chunked);

    /// Ends a body whose length the head told, or that was not there.
    void endBody();

    /// Ends a body that was sent in chunks.
    void endBody(HeadWriter lastChunk);

    /// Ends what is sent on a WebSocket, and leaves it to the target to end the connection. Only a protocol that
    /// upgrades has this.
    default void endOutput() {
        throw new IllegalStateException("a WebSocket on a connection that cannot become one");
    }

    /// Whether more of the body is welcome now.
    boolean isWritable();

    /// Says whether more of the answer is wanted.
    void read(boolean wanted);

    void flush();

    /// Whether it carried a call before this one.
    boolean isReused();

    /// Whether the head of the call left, as far as is known.
    boolean tookHead();

    /// The call is over, and the link good for another.
    void release();

    /// The call is over, and so is the link.
    void drop();

    /// The same, and no other call goes by the connection.
    default void dropConnection() {
        drop();
    }
}
