package io.turnpike.management.bundle;

import io.turnpike.management.wire.Segments;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The zip of a bundle, file by file. A change makes another zip, which still has to be read as a bundle.
public final class Parts {
    private final byte[] zip;
    private final Archive archive;

    private Parts(byte[] zip, Archive archive) {
        this.zip = zip;
        this.archive = archive;
    }

    public static Parts of(byte[] zip) {
        return new Parts(zip, Archive.unpack(zip));
    }

    /// @param segment of a path, see `Segments`
    /// @throws Refused with `NotFound`
    public PartFile require(Part part, String segment) {
        return Segments.find(segment, name -> find(part, name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(part.kind(), segment)));
    }

    /// @throws Refused with `AlreadyExists`, or `BadBundle` for a name that no file may have
    public byte[] with(PartFile added) {
        Archive.checkName(added.path());
        if (archive.files().containsKey(added.path())
                || find(added.part(), added.name()).isPresent()) {
            throw new Refused(new Problem.AlreadyExists(added.part().kind(), added.name()));
        }
        return copy(null, added);
    }

    /// @param content of another file of the same name
    /// @throws Refused with `InvalidField` where it has another name
    public byte[] replaced(PartFile former, byte[] content) {
        var replacement = PartFile.at(former.part(), former.path(), content);
        Segments.requireSame(replacement.name(), former.name());
        return copy(former, replacement);
    }

    public byte[] without(PartFile gone) {
        return copy(gone, null);
    }

    private Optional<PartFile> find(Part part, String name) {
        return archive.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith(part.folder()))
                .filter(file -> part == Part.RESOURCE_FILE || file.getKey().endsWith(".xml"))
                .map(file -> PartFile.at(part, file.getKey(), file.getValue()))
                .filter(file -> file.name().equals(name))
                .findFirst();
    }

    /// Everything else stays as it is, also what lies outside of the bundle's folder.
    private byte[] copy(@Nullable PartFile left, @Nullable PartFile added) {
        var bytes = new ByteArrayOutputStream(zip.length + 1024);
        var written = new HashSet<String>();
        try (var from = new ZipInputStream(new ByteArrayInputStream(zip));
                var to = new ZipOutputStream(bytes)) {
            to.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                boolean stays = left == null || !entry.getName().equals(left.path());
                if (stays && written.add(entry.getName())) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
            if (added != null) {
                to.putNextEntry(new ZipEntry(added.path()));
                to.write(added.content());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() > ImportedBundle.MAX_BYTES) {
            throw new Refused(new Problem.TooLarge(ImportedBundle.MAX_BYTES));
        }
        return bytes.toByteArray();
    }
}
