package io.turnpike.stats;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// How many values of which size there were, as a histogram that can be added to others. A quantile of it is within
/// 1 % of the true one, whatever was added in whatever order.
///
/// Buckets are 64 to a power of two; only those that hold something take room.
public final class Sketch {
    private static final int BITS = 6;
    private static final int EXACT = 1 << (BITS + 1);

    private static final int[] NO_BUCKETS = {};
    private static final long[] NO_COUNTS = {};
    private static final int FIRST_ROOM = 4;

    private int[] buckets = NO_BUCKETS;
    private long[] counts = NO_COUNTS;
    private int size;

    /// @param bytes as `toBytes` gives them
    public static Sketch of(byte[] bytes) {
        Sketch sketch = new Sketch();
        Reader in = new Reader(bytes);
        int bucket = 0;
        while (in.at < bytes.length) {
            bucket += (int) in.number();
            sketch.addTo(bucket, in.number());
        }
        return sketch;
    }

    /// @param value at least 0; less counts as 0
    public void add(long value) {
        addTo(bucket(Math.max(0, value)), 1);
    }

    public void add(Sketch other) {
        int[] allBuckets = new int[size + other.size];
        long[] allCounts = new long[size + other.size];
        int mine = 0;
        int its = 0;
        int all = 0;
        while (mine < size || its < other.size) {
            boolean isMine = its == other.size || (mine < size && buckets[mine] <= other.buckets[its]);
            boolean isIts = mine == size || (its < other.size && other.buckets[its] <= buckets[mine]);
            allBuckets[all] = isMine ? buckets[mine] : other.buckets[its];
            allCounts[all] = (isMine ? counts[mine++] : 0) + (isIts ? other.counts[its++] : 0);
            all++;
        }
        buckets = allBuckets;
        counts = allCounts;
        size = all;
    }

    /// Begins anew, in the room that it takes.
    public void clear() {
        size = 0;
    }

    public long count() {
        return Arrays.stream(counts, 0, size).sum();
    }

    /// The value that so large a part of all values does not exceed; 0 where there are none.
    ///
    /// @param part between 0 and 1
    public double quantile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return middle(buckets[i]);
            }
        }
        return 0;
    }

    /// Distance from the bucket before, and count, in seven bits a byte: some two bytes for each bucket.
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size * 3);
        int before = 0;
        for (int i = 0; i < size; i++) {
            write(out, buckets[i] - before);
            write(out, counts[i]);
            before = buckets[i];
        }
        return out.toByteArray();
    }

    private static int bucket(long value) {
        if (value < EXACT) {
            return (int) value;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(value) - BITS - 1;
        return (shift << BITS) + (int) (value >>> shift);
    }

    private static double middle(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int shift = (bucket >>> BITS) - 1;
        long least = (long) (bucket - (shift << BITS)) << shift;
        return least + ((1L << shift) - 1) / 2.0;
    }

    private void addTo(int bucket, long count) {
        boolean isLargest = size == 0 || bucket > buckets[size - 1];
        int at = isLargest ? -size - 1 : Arrays.binarySearch(buckets, 0, size, bucket);
        if (at >= 0) {
            counts[at] += count;
            return;
        }
        int place = -at - 1;
        if (size == buckets.length) {
            int room = Math.max(FIRST_ROOM, size * 2);
            buckets = Arrays.copyOf(buckets, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(buckets, place, buckets, place + 1, size - place);
        System.arraycopy(counts, place, counts, place + 1, size - place);
        buckets[place] = bucket;
        counts[place] = count;
        size++;
    }

    private static void write(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left > 127) {
            out.write((int) ((left & 127) | 128));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                number |= (next & 127L) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
