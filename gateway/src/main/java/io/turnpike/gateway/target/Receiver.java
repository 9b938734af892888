package io.turnpike.gateway.target;

/// Who gets the bytes of an answer.
public interface Receiver {
    /// Whether more of them are welcome now.
    boolean isWritable();

    /// Sends what was written.
    void flush();

    /// Ends the call at hand for a bug of ours.
    void failed(RuntimeException bug);
}
