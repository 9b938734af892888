package io.turnpike.metering.log;

import io.turnpike.usage.UsageLog.Continuation;
import java.util.List;

/// Entries of one event loop on their way to the disk.
///
/// @param bytes begin with the payload; the owner takes them back when the chunk is on disk
/// @param length of the payload
/// @param entries how many the payload has
/// @param waiting calls that go on once the chunk is on disk; empty where calls do not wait for that
record Chunk(LoopAppender owner, byte[] bytes, int length, int entries, List<Continuation> waiting) {}
