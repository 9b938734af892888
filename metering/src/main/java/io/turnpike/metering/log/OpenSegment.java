package io.turnpike.metering.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;

/// The segment that is appended to.
final class OpenSegment {
    private static final String UNFINISHED = ".new";
    private static final int BUFFER = 1 << 18;

    private final SegmentName name;
    private final int mark;
    private final LogDirectory.Output output;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long length;
    private boolean isEmpty = true;

    private OpenSegment(SegmentName name, SegmentHeader header, LogDirectory.Output output) throws IOException {
        this.name = name;
        this.mark = header.mark();
        this.output = output;
        byte[] bytes = header.toBytes();
        output.write(ByteBuffer.wrap(bytes));
        this.length = bytes.length;
    }

    /// Opens a segment that holds some chunks already. Its name appears when they and the header are on disk, so a
    /// crash leaves all of it or nothing.
    static OpenSegment create(LogDirectory directory, SegmentName name, SegmentHeader header, Collection<Chunk> chunks)
            throws IOException {
        String unfinished = name + UNFINISHED;
        LogDirectory.Output output = directory.create(unfinished);
        try {
            OpenSegment segment = new OpenSegment(name, header, output);
            segment.append(chunks);
            segment.force();
            directory.rename(unfinished, name.toString());
            directory.force();
            return segment;
        } catch (IOException e) {
            output.close();
            throw e;
        }
    }

    /// Whether a file is what a crash left of a segment that was being opened.
    static boolean isUnfinished(String file) {
        return file.endsWith(UNFINISHED);
    }

    SegmentName name() {
        return name;
    }

    long length() {
        return length;
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /// Appends with as few writes as possible: one, unless there is more than 256 KiB.
    void append(Collection<Chunk> chunks) throws IOException {
        buffer.clear();
        for (Chunk chunk : chunks) {
            int size = Frame.HEAD + chunk.length();
            if (buffer.remaining() < size) {
                flush();
                buffer = buffer.capacity() < size ? ByteBuffer.allocateDirect(size) : buffer;
            }
            Frame.write(mark, chunk, buffer);
        }
        flush();
    }

    void force() throws IOException {
        output.force();
    }

    void close() throws IOException {
        output.close();
    }

    private void flush() throws IOException {
        buffer.flip();
        int size = buffer.remaining();
        if (size > 0) {
            output.write(buffer);
            length += size;
            isEmpty = false;
        }
        buffer.clear();
    }
}
