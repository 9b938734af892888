package io.turnpike.metering.log;

/// Bytes of the log that cannot be read, other than the torn end that a crash leaves.
///
/// @param file name in the log's folder
/// @param offset first byte
/// @param length bytes until the next that can be read; 0 where that is the whole file
public record Damage(String file, long offset, long length, String what) {}
