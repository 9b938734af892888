package io.turnpike.gateway.wire;

/// Walks over the members of a comma-separated list.
final class Tokens {
    private final byte[] bytes;
    private final int limit;
    private int start;
    private int end;
    private int to;

    Tokens(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.limit = limit;
        this.end = start - 1;
    }

    /// Goes to the next member that is not empty.
    boolean next() {
        do {
            if (end >= limit) {
                return false;
            }
            start = end + 1;
            end = start;
            while (end < limit && bytes[end] != ',') {
                end++;
            }
            trim();
        } while (start == to);
        return true;
    }

    boolean is(String lower) {
        return Octets.equalsIgnoreCase(bytes, start, to, lower);
    }

    /// Whether the member is a name, compared as names of fields are.
    boolean names(byte[] other, int from, int until) {
        if (until - from != to - start) {
            return false;
        }
        for (int i = 0; i < to - start; i++) {
            if (Octets.folded(bytes[start + i]) != Octets.folded(other[from + i])) {
                return false;
            }
        }
        return true;
    }

    private void trim() {
        to = end;
        while (start < to && Octets.isBlank(bytes[start])) {
            start++;
        }
        while (to > start && Octets.isBlank(bytes[to - 1])) {
            to--;
        }
    }
}
