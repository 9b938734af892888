package io.turnpike.metering.verify;

import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// What was charged to each counter in each window.
final class CounterSums {
    private static final long MAGIC = 0x5455524e53554d53L;
    private static final int NEWEST_FORMAT = 2;

    /// By counter and end of the window: what was charged under another start counts in the same one.
    private final Map<Key, Sum> sums = new HashMap<>();
    private long endedBy = Long.MIN_VALUE;

    /// The sums of a snapshot.
    ///
    /// @throws IOException if it is damaged
    static CounterSums read(Path snapshot) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(snapshot));
        int end = in.limit() - Integer.BYTES;
        if (end < 20 || in.getLong() != MAGIC) {
            throw new IOException("is no snapshot");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(in.array(), 0, end);
        if ((int) checksum.getValue() != in.getInt(end)) {
            throw new IOException("does not match its checksum");
        }
        int format = in.getInt();
        if (format < 1 || format > NEWEST_FORMAT) {
            throw new IOException("has format " + format);
        }
        long unit = format == 1 ? 1_000 : 1;
        int name = in.getInt();
        int count = in.getInt();
        in.position(in.position() + name);
        CounterSums sums = new CounterSums();
        for (int i = 0; i < count; i++) {
            CounterId counter = new CounterId(in.getLong(), in.getLong());
            long start = in.getLong() * unit;
            long last = in.getLong() * unit;
            sums.add(counter, new Window(start, last), in.getLong());
        }
        if (in.position() != end) {
            throw new IOException("holds another number of sums than it says");
        }
        return sums;
    }

    /// From now on windows that had ended by a moment are left out.
    void forgetEndedBy(long moment) {
        endedBy = moment;
    }

    void add(Charge charge) {
        add(charge.counter(), charge.window(), charge.weight());
    }

    void add(CounterId counter, Window window, long weight) {
        if (window.end() > endedBy) {
            sums.merge(new Key(counter, window.end()), new Sum(window.start(), weight), Sum::plus);
        }
    }

    int size() {
        return sums.size();
    }

    /// Takes over the sums of windows that began before a moment: the charges before it are not known.
    void adopt(CounterSums known, long before) {
        known.sums.forEach((key, sum) -> {
            if (sum.start < before) {
                sums.put(key, sum);
            }
        });
    }

    /// Tells where others are not like these, of windows that begin at a moment or later and end after another.
    void compare(CounterSums others, long startingAt, long endingAfter, Differences differences) {
        Map<Key, Sum> all = new HashMap<>(others.sums);
        sums.forEach((key, own) -> all.putIfAbsent(key, new Sum(own.start, 0)));
        all.forEach((key, other) -> {
            Sum own = sums.getOrDefault(key, new Sum(other.start, 0));
            boolean isKnown = own.start >= startingAt && key.end > endingAfter;
            if (isKnown && own.charged != other.charged) {
                differences.differ(key.counter, new Window(own.start, key.end), own.charged, other.charged);
            }
        });
    }

    interface Differences {
        void differ(CounterId counter, Window window, long charged, long other);
    }

    private record Key(CounterId counter, long end) {}

    private record Sum(long start, long charged) {
        Sum plus(Sum other) {
            return new Sum(start, charged + other.charged);
        }
    }
}
