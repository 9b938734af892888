package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.target.Receiver;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Trailers;

/// Who sent a call, in the frames of whatever protocol it speaks. Heads come and go as the lines of HTTP/1.1: a
/// protocol that writes them otherwise translates.
public interface Client extends Receiver {
    Loop loop();

    ClientOrigin origin();

    /// Times the call at hand.
    ExchangeClock clock();

    /// Goes on reading: the call takes more of its body.
    void advance();

    /// Flushes unless the end of a batch of reads will do it.
    void flushOutsideBatch();

    /// Whether what is left of the request's body, as far as that is known, is at most so many bytes, and can be
    /// read.
    boolean hasAtMostLeft(long bytes);

    /// What stood behind the request's body.
    Trailers trailers();

    /// Begins an answer, or sends an interim one.
    ///
    /// @param ends whether no body follows, and no trailers
    void answer(HeadWriter head, boolean ends);

    /// Sends a whole answer.
    void answer(HeadWriter head, byte[] body);

    /// Begins a WebSocket: whatever comes from now on is the request's body. Only a protocol that upgrades has this.
    default void upgrade(HeadWriter head) {
        throw new IllegalStateException("a WebSocket on a connection that cannot become one");
    }

    /// @param chunked whether its length is said in front of it, where the protocol does not say it anyway
    void answerPiece(ByteBuf piece, boolean chunked);

    /// Ends an answer that was not ended with its head.
    ///
    /// @param answer whose trailers these are
    /// @param chunked as that of its pieces
    void answerEnded(AnswerHead answer, Trailers trailers, boolean chunked);

    /// The call is over.
    ///
    /// @param keep whether another may follow on the same connection, where calls follow each other
    void exchangeEnded(boolean keep);

    /// Breaks off the answer so that the client sees that it is cut (HT23).
    void cut();
}
