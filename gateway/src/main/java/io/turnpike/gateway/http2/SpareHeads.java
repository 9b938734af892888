package io.turnpike.gateway.http2;

import io.turnpike.gateway.wire.RequestHead;
import java.util.ArrayDeque;
import java.util.Deque;

/// Heads of calls that are over, to be read into again: calls of a connection resemble each other, and so do the texts
/// that a head keeps.
final class SpareHeads {
    private static final int MAX = 8;

    private final Deque<RequestHead> spare = new ArrayDeque<>(MAX);

    /// An empty one.
    RequestHead take() {
        RequestHead head = spare.pollLast();
        return head == null ? new RequestHead(true) : head;
    }

    /// @param head nobody reads it any more
    void give(RequestHead head) {
        if (spare.size() < MAX) {
            head.clear();
            spare.addLast(head);
        }
    }
}
