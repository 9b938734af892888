package io.turnpike.metering.log;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Name of a segment: when it was opened, in UTC, and by which node. Names sort by time.
///
/// @param opened milliseconds since the epoch
/// @param node as it stands in the name: letters, digits and `. _ -`
record SegmentName(long opened, String node) implements Comparable<SegmentName> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final int TIME_LENGTH = 18;
    private static final String ENDING = ".usage";
    private static final Comparator<SegmentName> ORDER =
            Comparator.comparingLong(SegmentName::opened).thenComparing(SegmentName::node);

    SegmentName {
        node = node.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /// The segments in a folder, oldest first.
    static List<SegmentName> in(LogDirectory directory) throws IOException {
        return in(directory, "");
    }

    /// The segments in a folder from one on, oldest first.
    static List<SegmentName> in(LogDirectory directory, String from) throws IOException {
        return directory.names().stream()
                .filter(file -> file.compareTo(from) >= 0)
                .flatMap(file -> parse(file).stream())
                .sorted()
                .toList();
    }

    static Optional<SegmentName> parse(String file) {
        if (!file.endsWith(ENDING) || file.length() < TIME_LENGTH + 1 + ENDING.length()) {
            return Optional.empty();
        }
        try {
            long opened =
                    Instant.from(TIME.parse(file.substring(0, TIME_LENGTH))).toEpochMilli();
            return Optional.of(
                    new SegmentName(opened, file.substring(TIME_LENGTH + 1, file.length() - ENDING.length())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(SegmentName other) {
        return ORDER.compare(this, other);
    }

    /// The file's name.
    @Override
    public String toString() {
        return TIME.format(Instant.ofEpochMilli(opened)) + "-" + node + ENDING;
    }
}
