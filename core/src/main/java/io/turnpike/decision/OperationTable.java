package io.turnpike.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of a product on one proxy in the order in which they are tried. A call meets only
/// those whose literal at one position of the path is its own, or that have none there; the position is
/// chosen so that few remain.
final class OperationTable {
    static final OperationTable EMPTY = new OperationTable(List.of());

    private static final int MAX_POSITION = 8;

    private final int position;
    /// Open-addressed: hashes of literals, and which operations each of them leads to.
    private final long[] literals;

    private final CompiledOperation[] @Nullable [] byLiteral;
    private final CompiledOperation[] withoutLiteral;
    private final boolean isEmpty;

    /// @param operations in the order in which they are tried
    OperationTable(List<CompiledOperation> operations) {
        this.isEmpty = operations.isEmpty();
        this.position = bestPosition(operations);
        int capacity = Integer.highestOneBit(Math.max(1, operations.size())) * 4;
        this.literals = new long[capacity];
        this.byLiteral = new CompiledOperation[capacity] @Nullable [];
        this.withoutLiteral = operations.stream()
                .filter(operation -> !operation.pattern().hasLiteral(position))
                .toArray(CompiledOperation[]::new);
        for (CompiledOperation operation : operations) {
            if (operation.pattern().hasLiteral(position)) {
                place(operation.pattern().literalHash(position), operations);
            }
        }
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /// Those that may cover a path, in their order; each is still to be matched.
    ///
    /// @param from number of segments that the base path takes
    CompiledOperation[] candidates(RequestPath path, int from) {
        if (from + position >= path.segments()) {
            return withoutLiteral;
        }
        CompiledOperation[] found = byLiteral[slot(path.hash(from + position))];
        return found == null ? withoutLiteral : found;
    }

    private void place(long literal, List<CompiledOperation> operations) {
        int slot = slot(literal);
        literals[slot] = literal;
        byLiteral[slot] = operations.stream()
                .filter(operation -> !operation.pattern().hasLiteral(position)
                        || operation.pattern().literalHash(position) == literal)
                .toArray(CompiledOperation[]::new);
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

    /// The position at which the operations have the most different literals.
    private static int bestPosition(List<CompiledOperation> operations) {
        int best = 0;
        long most = 0;
        for (int position = 0; position < MAX_POSITION; position++) {
            int at = position;
            long different = operations.stream()
                    .map(CompiledOperation::pattern)
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
