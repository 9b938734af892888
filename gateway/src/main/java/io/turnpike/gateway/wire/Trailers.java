package io.turnpike.gateway.wire;

import org.jspecify.annotations.Nullable;

/// The fields behind a chunked body.
public final class Trailers extends Head {
    private static final int MAX_BYTES = 8 * 1024;

    @Override
    @Nullable
    Flaw startLine(int start, int end) {
        throw new IllegalStateException("trailers have no start line");
    }

    @Override
    int maxStartLine() {
        return -1;
    }

    @Override
    int maxFieldBytes() {
        return MAX_BYTES;
    }

    @Override
    @Nullable
    Flaw finish() {
        return null;
    }
}
