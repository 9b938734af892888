package io.turnpike.gateway.target;

import io.turnpike.decision.ServedTarget;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The targets of one proxy as one loop sees them, and whose turn it is: the one with the fewest calls under way for
/// its weight. Among equals it is smooth weighted round robin, so that a target of weight 5 beside one of weight 1 does
/// not get its five calls in a row.
public final class TargetGroup {
    private final List<Upstream> members;
    private final int[] weights;
    private final int[] credits;
    private long usedAt;

    /// @param targets where the members are, in the same order
    TargetGroup(List<ServedTarget> targets, List<Upstream> members) {
        this.members = List.copyOf(members);
        this.weights =
                targets.stream().mapToInt(target -> target.place().weight()).toArray();
        this.credits = new int[weights.length];
    }

    /// The target whose turn it is. One that says it is not well is left out; one where calls failed lately is taken
    /// only if there is no other.
    ///
    /// @param without those that were tried already; null: none
    /// @return null if there is none left
    public @Nullable Upstream next(@Nullable Set<Upstream> without) {
        Upstream first = members.getFirst();
        usedAt = first.now();
        if (members.size() == 1) {
            return without == null && !first.isUnwell() ? first : null;
        }
        Predicate<Upstream> isLeft = member -> !member.isUnwell() && (without == null || !without.contains(member));
        Upstream best = next(isLeft.and(member -> !member.rests()));
        return best == null ? next(isLeft) : best;
    }

    boolean contains(Upstream upstream) {
        return members.contains(upstream);
    }

    boolean isUnused(long now, long keepAliveMillis) {
        return now - usedAt >= keepAliveMillis;
    }

    private @Nullable Upstream next(Predicate<Upstream> mayTake) {
        int least = -1;
        for (int i = 0; i < weights.length; i++) {
            if (mayTake.test(members.get(i)) && (least < 0 || isLessBusy(i, least))) {
                least = i;
            }
        }
        return least < 0 ? null : inTurn(mayTake, least);
    }

    /// @param least one of those that are the least busy
    private Upstream inTurn(Predicate<Upstream> mayTake, int least) {
        int best = least;
        int total = 0;
        for (int i = 0; i < weights.length; i++) {
            if (mayTake.test(members.get(i)) && !isLessBusy(least, i)) {
                credits[i] += weights[i];
                total += weights[i];
                best = credits[i] > credits[best] ? i : best;
            }
        }
        credits[best] -= total;
        return members.get(best);
    }

    private boolean isLessBusy(int one, int other) {
        return (long) members.get(one).calls() * weights[other]
                < (long) members.get(other).calls() * weights[one];
    }
}
