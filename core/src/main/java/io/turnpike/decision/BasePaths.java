package io.turnpike.decision;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The base paths under one environment group: a tree with a level for each segment (R1 to R3, R5).
final class BasePaths {
    private final Node root = new Node(new byte[0]);

    /// The segments of a base path; none for `/`.
    static List<String> segments(String basePath) {
        return basePath.equals("/") ? List.of() : List.of(basePath.substring(1).split("/", -1));
    }

    /// Adds a route unless its base path is taken.
    ///
    /// @return whether it was added
    boolean add(Route route) {
        Node node = root;
        for (String segment : segments(route.basePath())) {
            node = node.child(segment);
        }
        if (node.route != null) {
            return false;
        }
        node.route = route;
        return true;
    }

    /// The route with the most segments; among equals, at the first segment that differs, a literal beats `*` (R2).
    @Nullable
    Route find(RequestPath path) {
        return find(root, path, 0);
    }

    private static @Nullable Route find(Node node, RequestPath path, int depth) {
        Route longest = node.route;
        if (depth == path.segments() || path.isEmpty(depth)) {
            return longest;
        }
        Node literal = node.literal(path, depth);
        if (literal != null) {
            longest = longer(longest, find(literal, path, depth + 1));
        }
        if (node.any != null) {
            longest = longer(longest, find(node.any, path, depth + 1));
        }
        return longest;
    }

    private static @Nullable Route longer(@Nullable Route first, @Nullable Route second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return second.basePathSegments() > first.basePathSegments() ? second : first;
    }

    /// A segment and what may follow it; the literal children stand in an open-addressed table by
    /// the hash of their bytes.
    private static final class Node {
        private final byte[] segment;
        private final long hash;
        private final List<Node> literals = new ArrayList<>();
        private @Nullable Node[] table = new @Nullable Node[4];
        private @Nullable Node any;
        private @Nullable Route route;

        Node(byte[] segment) {
            this.segment = segment;
            this.hash = RequestPath.hash(segment);
        }

        Node child(String name) {
            if (name.equals("*")) {
                if (any == null) {
                    any = new Node(new byte[0]);
                }
                return any;
            }
            Node wanted = new Node(name.getBytes(StandardCharsets.UTF_8));
            for (Node literal : literals) {
                if (Arrays.equals(literal.segment, wanted.segment)) {
                    return literal;
                }
            }
            literals.add(wanted);
            if (literals.size() * 2 > table.length) {
                table = new @Nullable Node[table.length * 2];
                literals.forEach(this::place);
            } else {
                place(wanted);
            }
            return wanted;
        }

        @Nullable
        Node literal(RequestPath path, int depth) {
            long wanted = path.hash(depth);
            for (int slot = slot(wanted); ; slot = (slot + 1) & (table.length - 1)) {
                Node node = table[slot];
                if (node == null || (node.hash == wanted && path.equals(depth, node.segment))) {
                    return node;
                }
            }
        }

        private void place(Node node) {
            int slot = slot(node.hash);
            while (table[slot] != null) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = node;
        }

        private int slot(long hash) {
            return (int) (hash ^ (hash >>> 32)) & (table.length - 1);
        }
    }
}
