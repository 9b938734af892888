package io.turnpike.server;

import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/// Counts calls for monitoring on their way into the usage log: those let through, and the refused by error code.
final class CountedCalls implements UsageLog {
    /// Stands for no fault.
    static final String LET_THROUGH = "none";

    private final UsageLog log;
    private final Map<String, LongAdder> byFault = new ConcurrentHashMap<>();

    CountedCalls(UsageLog log) {
        this.log = log;
    }

    /// Since the start of the process, by error code.
    Map<String, LongAdder> byFault() {
        return byFault;
    }

    @Override
    public Appender appender(Executor loop) {
        Appender appender = log.appender(loop);
        return new Appender() {
            @Override
            public void decided(Decided decided, Continuation then) {
                String fault = decided.fault();
                byFault.computeIfAbsent(fault == null ? LET_THROUGH : fault, _ -> new LongAdder())
                        .increment();
                appender.decided(decided, then);
            }

            @Override
            public void ended(Ended ended) {
                appender.ended(ended);
            }
        };
    }

    @Override
    public boolean isWritable() {
        return log.isWritable();
    }
}
