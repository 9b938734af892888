/// Proves that segments, snapshots, counters and sums of a usage log agree. Reads the files by code of its own,
/// written from the description of their formats, so that it does not share the mistakes of those who write them.
@NullMarked
package io.turnpike.metering.verify;

import org.jspecify.annotations.NullMarked;
