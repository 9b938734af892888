package io.turnpike.metering.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A segment among the others in the folder.
///
/// @param end where it ends, as the next one says; `Long.MAX_VALUE` where that is not known
/// @param next null for the last
record Segment(SegmentName name, long end, @Nullable SegmentName next) {

    /// The segments behind a place, oldest first.
    ///
    /// @param place name of the segment behind which they stand; null for all that are kept
    /// @param damages is told of segments that are missing in between
    static List<Segment> behind(LogDirectory directory, @Nullable SegmentName place, Consumer<Damage> damages)
            throws IOException {
        List<SegmentName> names = SegmentName.in(directory).stream()
                .filter(name -> place == null || name.compareTo(place) > 0)
                .toList();
        List<Segment> segments = new ArrayList<>();
        SegmentName before = place;
        for (int i = 0; i <= names.size(); i++) {
            SegmentName name = i < names.size() ? names.get(i) : null;
            long end = before == null || name == null ? Long.MAX_VALUE : end(directory, before, name, damages);
            if (i > 0) {
                segments.add(new Segment(names.get(i - 1), end, name));
            }
            before = name;
        }
        return segments;
    }

    boolean isLast() {
        return next == null;
    }

    /// Reads the frames of the segment.
    ///
    /// @return the place behind the last whole frame; 0 where not even the header can be read
    long read(LogDirectory directory, FrameConsumer consumer, Consumer<Damage> damages) throws IOException {
        try (SegmentReader reader = new SegmentReader(directory, name.toString())) {
            String node = reader.header().node();
            long whole = reader.read(
                    0,
                    end,
                    (bytes, from, length) -> {
                        consumer.frame(node, bytes, from, length);
                        return true;
                    },
                    damages);
            long expected = end == Long.MAX_VALUE ? reader.size() : end;
            if (!isLast() && whole < expected) {
                damages.accept(new Damage(name.toString(), whole, expected - whole, "is cut, or damaged at its end"));
            }
            return whole;
        } catch (UnreadableFile e) {
            if (e.isNewer()) {
                throw e;
            }
            damages.accept(new Damage(name.toString(), 0, 0, String.valueOf(e.getMessage())));
            return 0;
        }
    }

    /// Where a segment ends, as the next one says; `Long.MAX_VALUE` where that is not known.
    static long end(LogDirectory directory, SegmentName name, SegmentName next, Consumer<Damage> damages)
            throws IOException {
        try (SegmentReader reader = new SegmentReader(directory, next.toString())) {
            SegmentHeader header = reader.header();
            if (header.previous().equals(name.toString())) {
                return header.previousEnd();
            }
            damages.accept(new Damage(header.previous(), 0, 0, "is missing before " + next));
            return Long.MAX_VALUE;
        } catch (UnreadableFile e) {
            if (e.isNewer()) {
                throw e;
            }
            return Long.MAX_VALUE;
        }
    }

    interface FrameConsumer {
        void frame(String node, byte[] bytes, int from, int length) throws IOException;
    }
}
