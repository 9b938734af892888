package io.turnpike.metering.log;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds up charges: the newest snapshot that can be read, and the segments behind it. Windows are taken as the log
/// has them, never computed.
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final LogDirectory directory;
    private final Consumer<Damage> damages;
    private @Nullable SegmentName place;
    private WindowSums sums = new WindowSums();

    /// Starts from the newest snapshot, or from nothing.
    Replay(LogDirectory directory, Consumer<Damage> damages) throws IOException {
        this.directory = directory;
        this.damages = damages;
        for (SegmentName candidate : Snapshot.places(directory)) {
            try {
                sums = Snapshot.read(directory, candidate).sums();
                place = candidate;
                return;
            } catch (UnreadableFile e) {
                if (e.isNewer()) {
                    throw e;
                }
                LOG.error("{} {}; the snapshot before it is used", Snapshot.file(candidate), e.getMessage());
                damages.accept(new Damage(Snapshot.file(candidate), 0, 0, String.valueOf(e.getMessage())));
            }
        }
    }

    /// The segments that are not in the sums yet.
    List<Segment> segments() throws IOException {
        return Segment.behind(directory, place, damages);
    }

    /// @return the place behind the segment's last whole frame
    long add(Segment segment) throws IOException {
        long end = segment.read(
                directory, (_, bytes, from, length) -> ChunkReader.charges(bytes, from, length, sums::add), damages);
        place = segment.name();
        return end;
    }

    WindowSums sums() {
        return sums;
    }

    /// The last segment that is in the sums; null if there is none.
    @Nullable
    SegmentName place() {
        return place;
    }
}
