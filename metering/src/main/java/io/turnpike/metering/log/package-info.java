/// The usage log on disk: one writer appends what the event loops hand it to segments; snapshots and replay give the
/// counters back after a crash. `docs/reference/usage-log.md` describes the files.
@NullMarked
package io.turnpike.metering.log;

import org.jspecify.annotations.NullMarked;
