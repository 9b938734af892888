package io.turnpike.gateway.target;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Trailers;

/// What a call hears of its target, always on its own loop.
public interface TargetCall {
    /// A connection stands: the call goes out.
    void connected(TargetLink link);

    void notConnected();

    /// There is none for the call, which says nothing of the target: there are as many as may be and none came free in
    /// time, or another call failed to make the one that this waited for.
    void crowded();

    /// The connection takes bytes again.
    void targetWritable();

    void interim(AnswerHead head);

    void answered(AnswerHead head);

    /// @param piece of the answer's body, to be released by the call
    void answerPiece(ByteBuf piece);

    /// The answer is whole.
    ///
    /// @param reusable whether its connection can carry another call
    void answerEnded(boolean reusable, Trailers trailers);

    /// The connection closed before the answer was whole.
    ///
    /// @param silent whether nothing was heard of the target
    void targetGone(boolean silent);

    /// What the target sent cannot be read.
    void answerFlawed();

    /// A bug of ours came up while the target was heard.
    void failed(RuntimeException bug);
}
