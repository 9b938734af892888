package io.turnpike.gateway.target;

import io.turnpike.model.Target;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The targets of one proxy as one loop sees them, and whose turn it is: smooth weighted round robin, so that a target
/// of weight 5 beside one of weight 1 does not get its five calls in a row.
public final class TargetGroup {
    private final List<Upstream> members;
    private final int[] weights;
    private final int[] credits;
    private long usedAt;

    /// @param targets where the members are, in the same order
    TargetGroup(List<Target.Url> targets, List<Upstream> members) {
        this.members = List.copyOf(members);
        this.weights = targets.stream().mapToInt(Target.Url::weight).toArray();
        this.credits = new int[weights.length];
    }

    /// The target whose turn it is.
    ///
    /// @param without those that were tried already; null: none
    /// @return null if there is no other
    public @Nullable Upstream next(@Nullable Set<Upstream> without) {
        Upstream first = members.getFirst();
        usedAt = first.now();
        if (members.size() == 1) {
            return without == null ? first : null;
        }
        int best = -1;
        int total = 0;
        for (int i = 0; i < weights.length; i++) {
            if (without == null || !without.contains(members.get(i))) {
                credits[i] += weights[i];
                total += weights[i];
                best = best < 0 || credits[i] > credits[best] ? i : best;
            }
        }
        if (best < 0) {
            return null;
        }
        credits[best] -= total;
        return members.get(best);
    }

    boolean isUnused(long now, long keepAliveMillis) {
        return now - usedAt >= keepAliveMillis;
    }
}
