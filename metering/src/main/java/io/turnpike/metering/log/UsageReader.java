package io.turnpike.metering.log;

import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import io.turnpike.usage.CallId;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reads calls back from a log. Nothing is changed, so it may be read while it is written; what is written later than
/// the reading began is not seen.
public final class UsageReader {
    private final LogDirectory directory;

    public UsageReader(Path directory) {
        this(new DiskDirectory(directory));
    }

    UsageReader(LogDirectory directory) {
        this.directory = directory;
    }

    /// Gives each call once, with both of its entries where both are there: when the second is read, and at
    /// the end those without one.
    ///
    /// @return what could not be read
    public List<Damage> read(Consumer<UsageRecord> visitor) throws IOException {
        Map<CallId, UsageRecord> open = new LinkedHashMap<>();
        List<Damage> damages = entries(entry -> {
            UsageRecord start = entry.start() == null ? open.remove(entry.id()) : null;
            UsageRecord call = start == null ? entry : start.with(entry);
            if (call.end() == null) {
                open.put(call.id(), call);
            } else {
                visitor.accept(call);
            }
        });
        open.values().forEach(visitor);
        return damages;
    }

    /// What counters would hold if a node started now: the newest snapshot, and the charges behind it.
    public void counters(CounterVisitor visitor) throws IOException {
        Replay replay = new Replay(directory, _ -> {});
        for (Segment segment : replay.segments()) {
            replay.add(segment);
        }
        replay.sums().forEach(visitor::sum);
    }

    /// Whether a process has the log open for writing.
    public boolean isWritten() throws IOException {
        return directory.isLocked();
    }

    /// Gives each entry as it was written.
    List<Damage> entries(Consumer<UsageRecord> visitor) throws IOException {
        List<Damage> damages = new ArrayList<>();
        for (Segment segment : Segment.behind(directory, null, damages::add)) {
            segment.read(
                    directory,
                    (node, bytes, from, length) -> new ChunkReader(bytes, from, length, node).entries(visitor),
                    damages::add);
        }
        return damages;
    }

    /// Takes what one counter has in one window.
    @FunctionalInterface
    public interface CounterVisitor {
        void sum(CounterId counter, Window window, long sum);
    }
}
