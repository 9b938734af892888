package io.turnpike.metering.log;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens segments one after the other, each naming the one before and where that ends.
final class SegmentChain {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentChain.class);

    private final LogDirectory directory;
    private final String node;
    private final InstantSource clock;
    private final RandomGenerator marks;
    private End previous;
    private @Nullable SegmentName next;
    private @Nullable OpenSegment current;

    /// @param marks unpredictable to callers
    SegmentChain(LogDirectory directory, String node, InstantSource clock, RandomGenerator marks, End previous) {
        this.directory = directory;
        this.node = node;
        this.clock = clock;
        this.marks = marks;
        this.previous = previous;
    }

    /// Opens the next segment; these chunks are on disk with it. After a failure the same name is tried again, so
    /// that what may stand under it already is replaced.
    void open(Collection<Chunk> first) throws IOException {
        SegmentName name = next == null ? nextName() : next;
        next = name;
        SegmentHeader header = new SegmentHeader(marks.nextInt(), node, previous.file, previous.length);
        current = OpenSegment.create(directory, name, header, first);
        next = null;
    }

    private SegmentName nextName() {
        SegmentName last = SegmentName.parse(previous.file).orElse(new SegmentName(0, node));
        return new SegmentName(Math.max(clock.millis(), last.opened() + 1), node);
    }

    /// The segment that is written.
    OpenSegment current() {
        if (current == null) {
            throw new IllegalStateException("no segment is open");
        }
        return current;
    }

    /// Ends the segment, all of which is on disk, and opens the next.
    void roll() throws IOException {
        abandon(current().length());
        open(List.of());
    }

    /// Ends the segment at a place; what stands behind it does not count.
    void abandon(long end) {
        if (current == null) {
            return;
        }
        previous = new End(current.name().toString(), end);
        try {
            current.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed", current.name(), e);
        }
        current = null;
    }

    /// Where a segment ends.
    ///
    /// @param file empty where there is none
    record End(String file, long length) {}
}
