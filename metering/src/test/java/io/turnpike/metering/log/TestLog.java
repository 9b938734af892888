package io.turnpike.metering.log;

import io.turnpike.quota.InMemoryCounters;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A log in a `ForgetfulDirectory`, moved by hand.
final class TestLog {
    static final UsageConfig CONFIG = UsageConfig.in(Path.of("unused"));

    final ForgetfulDirectory directory;
    final HandDrive drive = new HandDrive();
    final InMemoryCounters counters = new InMemoryCounters();
    final FileUsageLog log;

    TestLog() {
        this(CONFIG, new ForgetfulDirectory());
    }

    TestLog(UsageConfig config, ForgetfulDirectory directory) {
        this(config, directory, InstantSource.fixed(Instant.ofEpochMilli(Calls.START)));
    }

    TestLog(UsageConfig config, ForgetfulDirectory directory, InstantSource clock) {
        this.directory = directory;
        try {
            this.log = new FileUsageLog(config, directory, "n1", clock, counters, drive, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drive.turn();
    }

    static UsageConfig config(int writeEntries, Duration sync, long segmentSize) {
        return new UsageConfig(
                CONFIG.directory(),
                CONFIG.writeInterval(),
                writeEntries,
                sync,
                segmentSize,
                CONFIG.segmentAge(),
                CONFIG.keep(),
                CONFIG.maxSize());
    }

    /// An appender whose loop is the test's own thread.
    UsageLog.Appender appender() {
        return log.appender(Runnable::run);
    }

    /// The entries in a folder; fails where something cannot be read.
    static List<UsageRecord> entries(LogDirectory directory) {
        List<UsageRecord> entries = new ArrayList<>();
        try {
            List<Damage> damages = new UsageReader(directory).entries(entries::add);
            if (!damages.isEmpty()) {
                throw new AssertionError("damaged: " + damages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /// How often a call went on, and how often it could not.
    static final class Continued implements UsageLog.Continuation {
        int recorded;
        int unavailable;

        @Override
        public void recorded() {
            recorded++;
        }

        @Override
        public void unavailable() {
            unavailable++;
        }
    }
}
