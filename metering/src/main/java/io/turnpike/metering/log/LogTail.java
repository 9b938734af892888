package io.turnpike.metering.log;

import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a log on while it is written, up to what is on disk for good. Reads files only; used by one thread at a time.
public final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

    private final LogDirectory directory;
    private final Supplier<LogWriter.Forced> forced;
    private final SegmentName first;

    LogTail(LogDirectory directory, Supplier<LogWriter.Forced> forced, SegmentName first) {
        this.directory = directory;
        this.forced = forced;
        this.first = first;
    }

    /// The first segment that this process wrote: calls that began before it, and did not end before it, never will.
    public String first() {
        return first.toString();
    }

    /// Reads whole frames until the visitor has enough or the log ends.
    ///
    /// @param from where it was left; null: at the beginning of what is kept
    /// @return where it is left now; null if there is nothing to read at all
    public @Nullable Place read(@Nullable Place from, Visitor visitor) throws IOException {
        LogWriter.Forced end = forced.get();
        return from != null && from.isAt(end) ? from : read(from, end.segment(), end.length(), visitor);
    }

    /// Reads what was read before.
    ///
    /// @param to where it had been left
    public void read(Place from, Place to, Visitor visitor) throws IOException {
        SegmentName last = SegmentName.parse(to.segment).orElse(null);
        if (last != null) {
            read(from, last, to.offset, visitor);
        }
    }

    private @Nullable Place read(@Nullable Place from, SegmentName last, long end, Visitor visitor) throws IOException {
        List<SegmentName> names = SegmentName.in(directory, from == null ? "" : from.segment);
        Stopping stopping = new Stopping(visitor);
        Place place = from;
        for (int i = 0; i < names.size() && !stopping.hasEnough; i++) {
            SegmentName name = names.get(i);
            if (name.compareTo(last) > 0) {
                return place;
            }
            long limit = name.equals(last) || i + 1 == names.size()
                    ? end
                    : Segment.end(directory, name, names.get(i + 1), LogTail::tell);
            Place start =
                    place != null && place.segment.equals(name.toString()) ? place : new Place(name.toString(), 0);
            place = new Place(start.segment, read(start, limit, stopping));
        }
        return place;
    }

    private long read(Place start, long limit, Stopping visitor) throws IOException {
        try (SegmentReader reader = new SegmentReader(directory, start.segment)) {
            visitor.segment = start.segment;
            visitor.node = reader.header().node();
            return reader.read(start.offset, limit, visitor, LogTail::tell);
        } catch (UnreadableFile e) {
            if (e.isNewer()) {
                throw e;
            }
            tell(new Damage(start.segment, 0, 0, String.valueOf(e.getMessage())));
            return start.offset;
        }
    }

    private static void tell(Damage damage) {
        LOG.error("left out of the roll-ups: {}", damage);
    }

    /// @param segment name of a segment
    /// @param offset behind the last frame that was read
    public record Place(String segment, long offset) {
        private boolean isAt(LogWriter.Forced end) {
            return offset == end.length() && segment.equals(end.segment().toString());
        }
    }

    /// Takes the entries of a frame.
    public interface Visitor {
        /// @param segment name of the one in which the entry stands
        void entry(String segment, UsageRecord entry);

        /// Asked behind each frame.
        boolean hasEnough();
    }

    private static final class Stopping implements SegmentReader.FrameVisitor {
        private final Visitor visitor;
        private String segment = "";
        private String node = "";
        private boolean hasEnough;

        Stopping(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean frame(byte[] bytes, int from, int length) {
            Consumer<UsageRecord> entries = entry -> visitor.entry(segment, entry);
            new ChunkReader(bytes, from, length, node).entries(entries);
            hasEnough = visitor.hasEnough();
            return !hasEnough;
        }
    }
}
