package io.turnpike.metering.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// What a segment starts with.
///
/// @param mark random; each frame of the segment starts with it, and nobody outside can guess it
/// @param node which node's calls these are
/// @param previous file name of the segment before this one; empty for the first
/// @param previousEnd where that one ends: what stands behind, if anything, is repeated here and does not count there
record SegmentHeader(int mark, String node, String previous, long previousEnd) {
    static final int FORMAT = 3;

    /// Bytes before the variable part: magic, format, length of the variable part, checksum of all the rest.
    static final int FIXED = 16;

    private static final long MAGIC = 0x5455524e50494b45L;
    private static final int CHECKSUM_AT = 12;

    byte[] toBytes() {
        ByteWriter variable = new ByteWriter();
        variable.unsigned(Integer.toUnsignedLong(mark));
        variable.text(node);
        variable.text(previous);
        variable.unsigned(previousEnd);
        ByteBuffer bytes = ByteBuffer.allocate(FIXED + variable.size());
        bytes.putLong(MAGIC).putShort((short) FORMAT).putShort((short) variable.size());
        bytes.putInt(0).put(variable.toBytes());
        bytes.putInt(CHECKSUM_AT, checksum(bytes.array()));
        return bytes.array();
    }

    /// Length of a header whose first `FIXED` bytes are given.
    ///
    /// @throws UnreadableFile if that is no segment, or one of a newer format
    static int length(String file, ByteBuffer fixed) throws UnreadableFile {
        if (fixed.getLong(0) != MAGIC) {
            throw UnreadableFile.damaged("is no segment of the usage log, or damaged in its first bytes");
        }
        int format = Short.toUnsignedInt(fixed.getShort(8));
        if (format > FORMAT) {
            throw UnreadableFile.newer(file, format);
        }
        return FIXED + Short.toUnsignedInt(fixed.getShort(10));
    }

    /// @throws UnreadableFile if the checksum does not fit
    static SegmentHeader of(byte[] bytes) throws UnreadableFile {
        int expected = ByteBuffer.wrap(bytes).getInt(CHECKSUM_AT);
        byte[] checked = bytes.clone();
        ByteBuffer.wrap(checked).putInt(CHECKSUM_AT, 0);
        if (checksum(checked) != expected) {
            throw UnreadableFile.damaged("is damaged in its first bytes");
        }
        ByteReader variable = new ByteReader(bytes, FIXED, bytes.length - FIXED);
        return new SegmentHeader((int) variable.unsigned(), variable.text(), variable.text(), variable.unsigned());
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
