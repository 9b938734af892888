package io.turnpike.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of a product on one proxy in the order in which they are tried. A call meets only
/// those whose literal at one position of the path is its own, or that have none there; the position is
/// chosen so that few remain.
final class OperationTable {
    static final OperationTable EMPTY = new OperationTable(List.of());

    private static final int MAX_POSITION = 8;

    private final int position;
    /// Open-addressed: hashes of literals, and which rules each of them leads to.
    private final long[] literals;

    private final PathRule[] @Nullable [] byLiteral;
    private final PathRule[] withoutLiteral;
    private final boolean isEmpty;

    /// @param rules in the order in which they are tried
    OperationTable(List<PathRule> rules) {
        this.isEmpty = rules.isEmpty();
        this.position = bestPosition(rules);
        List<PathRule> without = new ArrayList<>();
        Map<Long, List<PathRule>> byHash = new HashMap<>();
        for (PathRule rule : rules) {
            if (rule.pattern().hasLiteral(position)) {
                byHash.computeIfAbsent(rule.pattern().literalHash(position), _ -> new ArrayList<>(without))
                        .add(rule);
            } else {
                without.add(rule);
                byHash.values().forEach(others -> others.add(rule));
            }
        }
        int capacity = Integer.highestOneBit(Math.max(1, byHash.size())) * 4;
        this.literals = new long[capacity];
        this.byLiteral = new PathRule[capacity] @Nullable [];
        this.withoutLiteral = without.toArray(PathRule[]::new);
        byHash.forEach(this::place);
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /// Those that may cover a path, in their order; each is still to be matched.
    ///
    /// @param from number of segments that the base path takes
    PathRule[] candidates(RequestPath path, int from) {
        if (from + position >= path.segments()) {
            return withoutLiteral;
        }
        PathRule[] found = byLiteral[slot(path.hash(from + position))];
        return found == null ? withoutLiteral : found;
    }

    private void place(long literal, List<PathRule> rules) {
        int slot = slot(literal);
        literals[slot] = literal;
        byLiteral[slot] = rules.toArray(PathRule[]::new);
    }

    /// Where a literal stands, or would.
    private int slot(long literal) {
        int mask = literals.length - 1;
        int slot = (int) (literal ^ (literal >>> 32)) & mask;
        while (byLiteral[slot] != null && literals[slot] != literal) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// The position at which the rules have the most different literals.
    private static int bestPosition(List<PathRule> rules) {
        int best = 0;
        long most = 0;
        for (int position = 0; position < MAX_POSITION; position++) {
            int at = position;
            long different = rules.stream()
                    .map(PathRule::pattern)
                    .filter(pattern -> pattern.hasLiteral(at))
                    .mapToLong(pattern -> pattern.literalHash(at))
                    .distinct()
                    .count();
            if (different > most) {
                best = position;
                most = different;
            }
        }
        return best;
    }
}
