package io.turnpike.metering.log;

import io.turnpike.usage.CallId;
import io.turnpike.usage.RecordedCalls;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds calls in a log, also while it is written. Ids tell when calls were decided and segments when they were opened,
/// so that few segments are read.
public final class CallSearch implements RecordedCalls {
    /// A call that is decided at the end of a segment is written into the next one; one that lasts ends further behind.
    private static final int MOST_SEGMENTS = 4;

    private final LogDirectory directory;

    public CallSearch(Path directory) {
        this(new DiskDirectory(directory));
    }

    CallSearch(LogDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<UsageRecord> find(CallId id) {
        try {
            Found found = new Found(id);
            for (Segment segment : candidates(id)) {
                segment.read(
                        directory,
                        (node, bytes, from, length) -> new ChunkReader(bytes, from, length, node).entries(found::look),
                        _ -> {});
                if (found.isWhole()) {
                    break;
                }
            }
            return Optional.ofNullable(found.call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last segments that were opened before the call was decided, and those behind.
    private List<Segment> candidates(CallId id) throws IOException {
        List<Segment> all = Segment.behind(directory, null, _ -> {});
        int first = 0;
        while (first + 1 < all.size() && all.get(first + 1).name().opened() <= id.millis()) {
            first++;
        }
        return all.subList(first, Math.min(all.size(), first + MOST_SEGMENTS));
    }

    private static final class Found {
        private final CallId id;
        private @Nullable UsageRecord call;

        Found(CallId id) {
            this.id = id;
        }

        void look(UsageRecord entry) {
            if (entry.id().equals(id)) {
                call = call == null ? entry : call.with(entry);
            }
        }

        boolean isWhole() {
            return call != null && call.start() != null && call.end() != null;
        }
    }
}
