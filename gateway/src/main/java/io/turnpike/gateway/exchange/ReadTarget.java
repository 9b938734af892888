package io.turnpike.gateway.exchange;

import io.turnpike.decision.RequestPath;
import io.turnpike.gateway.wire.RequestTarget;
import org.jspecify.annotations.Nullable;

/// The target of a request, taken apart and checked.
///
/// @param text as sent
/// @param target null unless `text` is of a form that has a path
/// @param path null unless it is good
record ReadTarget(
        String text,
        @Nullable RequestTarget target,
        @Nullable RequestPath path) {
    static ReadTarget of(String text) {
        RequestTarget target = RequestTarget.parse(text);
        return new ReadTarget(text, target, target == null ? null : RequestPath.parse(target.path()));
    }

    /// Those that one loop read lately: most calls ask for what others asked for before. Targets with a query, which
    /// may hold a key, and long ones are not kept.
    static final class Lately {
        private static final int SLOTS = 512;
        private static final int MAX_LENGTH = 256;

        private final @Nullable ReadTarget[] kept = new @Nullable ReadTarget[SLOTS];

        ReadTarget read(String text) {
            int hash = text.hashCode();
            int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
            ReadTarget known = kept[slot];
            if (known != null && known.text.equals(text)) {
                return known;
            }
            ReadTarget read = of(text);
            if (text.length() <= MAX_LENGTH && text.indexOf('?') < 0) {
                kept[slot] = read;
            }
            return read;
        }
    }
}
