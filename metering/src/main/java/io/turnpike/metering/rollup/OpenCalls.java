package io.turnpike.metering.rollup;

import io.turnpike.usage.CallId;
import io.turnpike.usage.UsageRecord;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that began and have not ended, as far as the log was read, in the order in which they began.
final class OpenCalls {
    private final Map<CallId, Open> calls = new LinkedHashMap<>();

    void began(String segment, CallId id, UsageRecord.Start start) {
        calls.put(id, new Open(segment, start));
    }

    /// @return how the call began; null if that was not seen
    UsageRecord.@Nullable Start ended(CallId id) {
        Open open = calls.remove(id);
        return open == null ? null : open.start;
    }

    /// The segment in which the oldest one began.
    ///
    /// @param otherwise the answer where there is none
    String oldest(String otherwise) {
        Iterator<Open> all = calls.values().iterator();
        return all.hasNext() ? all.next().segment : otherwise;
    }

    /// Forgets those that began before a segment: the process that served them is gone.
    void forgetBefore(String segment) {
        calls.values().removeIf(open -> open.segment.compareTo(segment) < 0);
    }

    private record Open(String segment, UsageRecord.Start start) {}
}
