package io.turnpike.management.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files of a zip, unpacked in memory under hard bounds: what is announced is never believed, and nothing is ever
/// written to a disk.
final class Archive {
    static final String FOLDER = "apiproxy/";

    private static final int MAX_ENTRIES = 2_000;
    private static final int MAX_NAME = 512;
    private static final int MAX_TOTAL = 64 * 1024 * 1024;

    /// A small zip may unpack to this much whatever its ratio.
    private static final int ALWAYS_FINE = 1024 * 1024;

    private static final int MAX_RATIO = 100;

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> outside = new ArrayList<>();
    private final long mostBytes;
    private long bytes;
    private int entries;

    private Archive(int packed) {
        this.mostBytes = Math.min(MAX_TOTAL, Math.max(ALWAYS_FINE, (long) packed * MAX_RATIO));
    }

    /// @throws io.turnpike.problem.Refused with `BadBundle`
    static Archive unpack(byte[] zip) {
        var archive = new Archive(zip.length);
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                archive.add(entry, stream);
            }
        } catch (IOException | IllegalArgumentException _) {
            throw Violations.one("", "is no zip, or a broken one");
        }
        if (archive.entries == 0) {
            throw Violations.one("", "is no zip, or an empty one");
        }
        return archive;
    }

    /// Those under `apiproxy/`, by their whole names, in order.
    Map<String, byte[]> files() {
        return files;
    }

    /// Names of the others.
    List<String> outside() {
        return outside;
    }

    private void add(ZipEntry entry, ZipInputStream stream) throws IOException {
        if (++entries > MAX_ENTRIES) {
            throw Violations.one("", "must hold at most %d files".formatted(MAX_ENTRIES));
        }
        String name = entry.getName();
        checkName(name);
        if (entry.isDirectory()) {
            return;
        }
        byte[] content = stream.readNBytes((int) Math.min(ImportedBundle.MAX_FILE, mostBytes - bytes) + 1);
        bytes += content.length;
        if (content.length > ImportedBundle.MAX_FILE) {
            throw Violations.one(name, "must have at most %d bytes".formatted(ImportedBundle.MAX_FILE));
        }
        if (bytes > mostBytes) {
            throw Violations.one("", "must not unpack to more than %d bytes".formatted(mostBytes));
        }
        if (!name.startsWith(FOLDER)) {
            outside.add(name);
        } else if (files.put(name, content) != null) {
            throw Violations.one(name, "must not be there twice");
        }
    }

    /// @throws io.turnpike.problem.Refused with `BadBundle`
    static void checkName(String name) {
        boolean printable = name.chars().noneMatch(character -> character < ' ' || character == 0x7f);
        if (name.length() > MAX_NAME || !printable || name.contains("\\") || name.startsWith("/") || climbs(name)) {
            throw Violations.one(
                    Violations.printable(name), "must be a relative name without .. and control characters");
        }
    }

    private static boolean climbs(String name) {
        return List.of(name.split("/")).stream().anyMatch(segment -> segment.equals("..") || segment.equals("."));
    }
}
