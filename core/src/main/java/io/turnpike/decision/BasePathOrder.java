package io.turnpike.decision;

import java.util.Comparator;
import java.util.List;

/// The order in which the base paths of an environment group are tried: the first that matches a path is where a call
/// goes. More segments come first; among equally many, at the first segment that differs, a literal comes before `*`
/// (R2). Paths that never match the same are in the order of their text.
public final class BasePathOrder implements Comparator<String> {
    @Override
    public int compare(String first, String second) {
        List<String> left = BasePaths.segments(first);
        List<String> right = BasePaths.segments(second);
        if (left.size() != right.size()) {
            return Integer.compare(right.size(), left.size());
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).equals(right.get(i))) {
                return compareSegments(left.get(i), right.get(i));
            }
        }
        return 0;
    }

    private static int compareSegments(String left, String right) {
        if (left.equals("*") || right.equals("*")) {
            return left.equals("*") ? 1 : -1;
        }
        return left.compareTo(right);
    }
}
