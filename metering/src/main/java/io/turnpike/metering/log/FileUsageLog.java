package io.turnpike.metering.log;

import io.turnpike.quota.Counters;
import io.turnpike.usage.UsageLog;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The usage log in a folder of segments.
public final class FileUsageLog implements UsageLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileUsageLog.class);
    private static final long CLOSING_SECONDS = 10;

    private final Drive drive;
    private final Snapshots snapshots;
    private final LogWriter writer;
    private final List<Damage> damages;
    private final DiskDirectory.Lock lock;
    private final LogDirectory directory;
    private final SegmentName first;

    /// Takes the folder, makes good what a crash left, gives the counters back what was charged, and opens a segment.
    ///
    /// @param node names the segments
    /// @throws IOException if the folder belongs to another process, cannot be read or written,
    ///     or is of a newer version
    public static FileUsageLog open(UsageConfig config, String node, InstantSource clock, Counters counters)
            throws IOException {
        DiskDirectory directory = new DiskDirectory(config.directory());
        DiskDirectory.Lock lock = directory.lock();
        try {
            return new FileUsageLog(config, directory, node, clock, counters, new Threads(), lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    FileUsageLog(
            UsageConfig config,
            LogDirectory directory,
            String node,
            InstantSource clock,
            Counters counters,
            Drive drive,
            DiskDirectory.Lock lock)
            throws IOException {
        this.drive = drive;
        this.lock = lock;
        this.snapshots = new Snapshots(directory, config, clock);
        Recovery recovery = Recovery.of(directory);
        recovery.restore(counters, clock.millis());
        this.damages = recovery.damages();
        SegmentChain chain = new SegmentChain(directory, node, clock, new SecureRandom(), recovery.end());
        chain.open(List.of());
        this.directory = directory;
        this.first = chain.current().name();
        this.writer = new LogWriter(config, chain, drive::force, this::snapshotLater, drive::ring);
        drive.start(writer::turn);
        snapshotLater();
    }

    @Override
    public Appender appender(Executor loop) {
        return writer.appender(loop);
    }

    @Override
    public boolean isWritable() {
        return writer.isWritable();
    }

    /// The end of the log as those read it who add up calls.
    public LogTail tail() {
        return new LogTail(directory, writer::forced, first);
    }

    /// Tells that all calls before a segment are added up, so that it may be dropped when its time comes.
    public void rolledUp(String segment) {
        SegmentName.parse(segment).ifPresent(snapshots::rolledUp);
    }

    /// What could not be read when the log was opened; empty if all is well.
    List<Damage> damages() {
        return damages;
    }

    /// Writes and forces what the loops still have, and gives the folder back. Each loop either
    /// still runs or has terminated.
    @Override
    public void close() throws IOException {
        CountDownLatch flushed = new CountDownLatch(writer.appenders().size());
        writer.appenders().forEach(appender -> appender.close(flushed::countDown));
        try {
            if (!flushed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("an event loop did not hand over its last entries in {} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        drive.close();
        try {
            writer.finish();
        } finally {
            lock.close();
        }
    }

    private void snapshotLater() {
        drive.background(() -> {
            try {
                snapshots.advance();
            } catch (IOException e) {
                LOG.error("no snapshot of the usage log could be made; the next segment's end is the next try", e);
            }
        });
    }
}
