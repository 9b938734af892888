package io.turnpike.metering.verify;

import io.turnpike.stats.Grain;
import io.turnpike.stats.Measure;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// For each minute and hour a number that follows from what all series count in it, however that was added up. Two
/// that are equal hold the same calls of the same series, but for a chance of 2^-64.
final class SumDigests {
    private static final int MOST_IDS = 10_000;

    private final TreeMap<Stretch, Digest> digests = new TreeMap<>();
    private final Map<Series, UUID> ids = new HashMap<>();

    void add(Grain grain, long start, Series series, Sums sums) {
        if (ids.size() > MOST_IDS) {
            ids.clear();
        }
        UUID id = ids.computeIfAbsent(series, Series::id);
        long hash = sums.calls() * factor(id, 1) + sums.ended() * factor(id, 2) + sums.answered() * factor(id, 3);
        for (Measure measure : Measure.values()) {
            hash += sums.sum(measure) * factor(id, 4 + measure.place());
        }
        digests.merge(new Stretch(grain, start), new Digest(sums.calls(), hash), Digest::plus);
    }

    /// How many stretches of a grain there are.
    long count(Grain grain) {
        return digests.keySet().stream().filter(key -> key.grain == grain).count();
    }

    /// Tells where others are not like these, from a second on.
    void compare(SumDigests others, Grain grain, long from, Differences differences) {
        TreeMap<Stretch, Digest> all = new TreeMap<>(others.digests);
        digests.forEach((stretch, _) -> all.putIfAbsent(stretch, Digest.NONE));
        all.tailMap(new Stretch(grain, from)).forEach((stretch, other) -> {
            Digest own = digests.getOrDefault(stretch, Digest.NONE);
            if (stretch.grain == grain && !own.equals(other)) {
                differences.differ(stretch.start, own.calls, other.calls);
            }
        });
    }

    /// Odd, and like a random number; the finalizer of SplitMix64.
    private static long factor(UUID id, long place) {
        long mixed = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 23);
        mixed += place * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) | 1;
    }

    interface Differences {
        void differ(long start, long calls, long otherCalls);
    }

    private record Stretch(Grain grain, long start) implements Comparable<Stretch> {
        @Override
        public int compareTo(Stretch other) {
            int byGrain = grain.compareTo(other.grain);
            return byGrain == 0 ? Long.compare(start, other.start) : byGrain;
        }
    }

    private record Digest(long calls, long hash) {
        static final Digest NONE = new Digest(0, 0);

        Digest plus(Digest other) {
            return new Digest(calls + other.calls, hash + other.hash);
        }
    }
}
