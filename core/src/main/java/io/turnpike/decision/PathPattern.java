package io.turnpike.decision;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/// A resource path of a product, ready to be compared with what follows a proxy's base path.
///
/// Source: Apigee "Managing API products", "Configuring resource paths"; the rules are runtime M1
/// to M11 and O2. Immutable.
public final class PathPattern {
    /// `/`: the base path and everything below it.
    public static final PathPattern EVERYTHING = new PathPattern(List.of());

    /// More inclusive patterns first (O2); 0 where neither is.
    public static final Comparator<PathPattern> MOST_INCLUSIVE_FIRST = PathPattern::compareInclusiveness;

    private static final byte[] NOTHING = {};

    private enum Kind {
        /// `**`
        DEEP(0),
        /// `*`
        ONE(1),
        LITERAL(2);

        private final int rank;

        Kind(int rank) {
            this.rank = rank;
        }
    }

    private final Kind[] kinds;
    private final byte[][] literals;
    private final long[] hashes;
    /// Whether the last segment is `**`; it is not among the others then.
    private final boolean hasTail;

    private final boolean isEverything;
    private final boolean endsWithSlash;
    private final boolean hasDeepInside;

    private PathPattern(List<String> segments) {
        this.isEverything = segments.isEmpty();
        this.hasTail = !isEverything && segments.getLast().equals("**");
        this.endsWithSlash = !isEverything && segments.getLast().isEmpty();
        int count = hasTail ? segments.size() - 1 : segments.size();
        this.kinds = new Kind[count];
        this.literals = new byte[count][];
        this.hashes = new long[count];
        boolean deep = false;
        for (int i = 0; i < count; i++) {
            String segment = segments.get(i);
            kinds[i] = segment.equals("**") ? Kind.DEEP : segment.equals("*") ? Kind.ONE : Kind.LITERAL;
            literals[i] = kinds[i] == Kind.LITERAL ? decode(segment) : NOTHING;
            hashes[i] = RequestPath.hash(literals[i]);
            deep |= kinds[i] == Kind.DEEP;
        }
        this.hasDeepInside = deep;
    }

    /// @param resource starts with a slash; at most 60 segments
    /// @param slashMeansBasePathOnly the organization's `features.isSingleForwardSlashBlockingEnabled`: `/` then
    ///     covers no subpath
    public static PathPattern of(String resource, boolean slashMeansBasePathOnly) {
        if (resource.equals("/")) {
            return slashMeansBasePathOnly ? new PathPattern(List.of("")) : EVERYTHING;
        }
        return new PathPattern(List.of(resource.substring(1).split("/", -1)));
    }

    /// Whether the pattern covers what follows the first `from` segments of a path.
    public boolean matches(RequestPath path, int from) {
        int given = path.segments() - from;
        if (isEverything) {
            return true;
        }
        if (hasDeepInside) {
            return matchesDeep(path, from);
        }
        int own = kinds.length;
        if (hasTail) {
            return own == 0 ? given > 1 || (given == 1 && !path.isEmpty(from)) : given > own && startsAlike(path, from);
        }
        if (given == 0) {
            return isBasePathOnly();
        }
        boolean sameLength = given == own || (given == own + 1 && !endsWithSlash && path.isEmpty(path.segments() - 1));
        return sameLength && startsAlike(path, from);
    }

    /// Whether every path that is covered has one certain text at a position.
    boolean hasLiteral(int position) {
        for (int i = 0; i < position; i++) {
            if (i >= kinds.length || kinds[i] == Kind.DEEP) {
                return false;
            }
        }
        return position < kinds.length && literals[position].length > 0;
    }

    /// The hash of that text.
    long literalHash(int position) {
        return hashes[position];
    }

    private boolean isBasePathOnly() {
        return kinds.length == 1 && endsWithSlash;
    }

    private boolean startsAlike(RequestPath path, int from) {
        for (int i = 0; i < kinds.length; i++) {
            if (!covers(i, path, from + i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether one segment of the pattern covers one of the path.
    private boolean covers(int own, RequestPath path, int given) {
        return kinds[own] == Kind.LITERAL
                ? hashes[own] == path.hash(given) && path.equals(given, literals[own])
                : !path.isEmpty(given);
    }

    /// Follows all ways through a pattern with `**` inside at once: bit `n` of `states` says that the first `n`
    /// segments of the pattern are used up.
    private boolean matchesDeep(RequestPath path, int from) {
        long states = 1;
        long done = 1L << kinds.length;
        int end = path.segments();
        for (int given = from; given < end; given++) {
            boolean usedUp = (states & done) != 0;
            if (usedUp && (hasTail || (given == end - 1 && !endsWithSlash && path.isEmpty(given)))) {
                return true;
            }
            states = next(states & ~done, path, given);
            if (states == 0) {
                return false;
            }
        }
        return !hasTail && (states & done) != 0;
    }

    private long next(long states, RequestPath path, int given) {
        long next = 0;
        for (long rest = states; rest != 0; rest &= rest - 1) {
            int own = Long.numberOfTrailingZeros(rest);
            if (covers(own, path, given)) {
                next |= 1L << (own + 1);
                if (kinds[own] == Kind.DEEP) {
                    next |= 1L << own;
                }
            }
        }
        return next;
    }

    private int compareInclusiveness(PathPattern other) {
        if (isEverything || other.isEverything) {
            return Boolean.compare(other.isEverything, isEverything);
        }
        int longest = Math.max(rankedLength(), other.rankedLength());
        for (int i = 0; i < longest; i++) {
            int difference = Integer.compare(rank(i), other.rank(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int rankedLength() {
        return kinds.length + 2;
    }

    /// Small for inclusive segments. Behind a final `**` nothing is more inclusive than the end; elsewhere the end
    /// stands behind all segments but the empty one of a required slash.
    private int rank(int segment) {
        if (segment < kinds.length) {
            boolean isRequiredSlash = endsWithSlash && segment == kinds.length - 1;
            return isRequiredSlash ? 4 : kinds[segment].rank;
        }
        if (hasTail) {
            return segment == kinds.length ? Kind.DEEP.rank : -1;
        }
        return 3;
    }

    private static byte[] decode(String segment) {
        byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length) {
                decoded.write(Character.digit(raw[i + 1], 16) << 4 | Character.digit(raw[i + 2], 16));
                i += 2;
            } else {
                decoded.write(raw[i]);
            }
        }
        return decoded.toByteArray();
    }
}
