package io.turnpike.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The law of the usage log (extensions.md 6), checked from outside: what callers saw, what the files hold, and what
/// the node that came back counts.
final class Law {
    /// Entries that `kill -9` may lose.
    static final long BOUND = 4096;

    private final UsageFiles files;
    private final List<String> broken = new ArrayList<>();

    private Law(UsageFiles files) {
        this.files = files;
    }

    /// What is broken; empty if the law holds.
    static List<String> broken(UsageFiles files, List<Lane> lanes) throws IOException {
        Law law = new Law(files);
        law.checkRecords(lanes);
        law.check(
                files.sums().equals(files.snapshotAndRest()),
                "the snapshot and the charges behind it are not the charges of the whole log");
        Map<UsageFiles.Counter, Long> sums = files.sums();
        for (Lane lane : lanes) {
            law.checkLane(lane, sums);
        }
        return law.broken;
    }

    private void checkRecords(List<Lane> lanes) {
        long sent = lanes.stream().mapToLong(lane -> lane.tally().sent()).sum();
        long seen = lanes.stream()
                .mapToLong(lane -> lane.tally().allowed() + lane.tally().exceeded())
                .sum();
        check(seen <= files.records() + BOUND, seen + " answers were seen, but only " + files.records() + " recorded");
        check(files.records() <= sent, files.records() + " calls are recorded, but only " + sent + " were sent");
    }

    private void checkLane(Lane lane, Map<UsageFiles.Counter, Long> sums) {
        List<Long> found = sums.entrySet().stream()
                .filter(sum -> sum.getKey().window().equals(lane.window()))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            broken.add(lane.name() + ": one counter was expected for " + lane.window() + ", not " + found.size());
            return;
        }
        long charged = found.getFirst();
        LoadClient.Tally tally = lane.tally();
        check(lane.counted() == charged, lane.name() + ": the node counts " + lane.counted() + ", the log " + charged);
        check(charged <= tally.sent(), lane.name() + ": " + charged + " charged, " + tally.sent() + " sent");
        check(charged <= lane.limit(), lane.name() + ": " + charged + " charged of " + lane.limit());
        check(
                tally.allowed() <= charged + BOUND,
                lane.name() + ": " + tally.allowed() + " were let through, " + charged + " charged");
        check(
                tally.allowed() <= lane.limit(),
                lane.name() + ": " + tally.allowed() + " were let through of " + lane.limit());
        check(tally.others().isEmpty(), lane.name() + ": saw " + tally);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    /// One key and its product's quota.
    ///
    /// @param window in which all of its calls were made; no other lane has the same one
    /// @param counted what the node that came back says is used
    record Lane(String name, long limit, Quota.Window window, LoadClient.Tally tally, long counted) {}
}
