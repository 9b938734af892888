package io.turnpike.stats;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// How many values of which size there were, as a histogram that can be added to others. A quantile of it is within
/// 1 % of the true one, whatever was added in whatever order.
///
/// Buckets are 64 to a power of two; only those that hold something take room, four bytes each: nodes hold many
/// sketches at a time.
public final class Sketch {
    private static final int BITS = 6;
    private static final int EXACT = 1 << (BITS + 1);

    private static final int COUNT_BITS = 20;
    private static final int MOST = (1 << COUNT_BITS) - 1;
    private static final int[] NO_CELLS = {};
    private static final int FIRST_ROOM = 4;

    /// Bucket, then count. They stand in the order of buckets; what is more than one can count stands in several of the
    /// same bucket, all full but the last.
    private int[] cells = NO_CELLS;

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
        for (int i = 0; i < other.size; i++) {
            addTo(other.bucketAt(i), other.countAt(i));
        }
    }

    /// Begins anew, in the room that it takes.
    public void clear() {
        size = 0;
    }

    public long count() {
        long count = 0;
        for (int i = 0; i < size; i++) {
            count += countAt(i);
        }
        return count;
    }

    /// The value that so large a part of all values does not exceed; 0 where there are none.
    ///
    /// @param part between 0 and 1
    public double quantile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += countAt(i);
            if (seen >= rank) {
                return middle(bucketAt(i));
            }
        }
        return 0;
    }

    /// Distance from the bucket before, and count, in seven bits a byte: some two bytes for each bucket.
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size * 3);
        int before = 0;
        int next;
        for (int i = 0; i < size; i = next) {
            long count = countAt(i);
            for (next = i + 1; next < size && bucketAt(next) == bucketAt(i); next++) {
                count += countAt(next);
            }
            write(out, bucketAt(i) - before);
            write(out, count);
            before = bucketAt(i);
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
        int at = behind(bucket);
        long left = count;
        if (at > 0 && bucketAt(at - 1) == bucket) {
            int more = (int) Math.min(left, MOST - countAt(at - 1));
            cells[at - 1] += more;
            left -= more;
        }
        for (; left > 0; left -= MOST) {
            insert(at++, bucket << COUNT_BITS | (int) Math.min(left, MOST));
        }
    }

    /// The place behind the last cell of a bucket and all before it.
    private int behind(int bucket) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bucketAt(middle) <= bucket) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int place, int cell) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(FIRST_ROOM, size + size / 2));
        }
        System.arraycopy(cells, place, cells, place + 1, size - place);
        cells[place] = cell;
        size++;
    }

    private int bucketAt(int place) {
        return cells[place] >>> COUNT_BITS;
    }

    private int countAt(int place) {
        return cells[place] & MOST;
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
