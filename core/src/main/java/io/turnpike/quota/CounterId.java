package io.turnpike.quota;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Names a counter by 128 bits that follow from what it counts: the limit, the environment, the app.
///
/// Two different things share an id with a chance of 2^-64 among four thousand million of them; nobody outside
/// chooses what goes in.
public record CounterId(long high, long low) {
    /// The id of a text; slow, for what is prepared once.
    public static CounterId of(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new CounterId(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// This counter as `part` has it: an id that follows from both, in a few nanoseconds.
    public CounterId of(UUID part) {
        return of(part.getMostSignificantBits(), part.getLeastSignificantBits());
    }

    /// One of this counter's slices. It keeps the upper half, by which counters are spread over locks.
    CounterId slice(long number) {
        return new CounterId(high, mix(low ^ mix(number + 0x9e3779b97f4a7c15L)));
    }

    public CounterId of(long partHigh, long partLow) {
        long one = mix(high ^ mix(partHigh + 0x9e3779b97f4a7c15L) ^ Long.rotateLeft(partLow, 29));
        long other = mix(low ^ mix(partLow + 0xc2b2ae3d27d4eb4fL) ^ Long.rotateLeft(partHigh, 31));
        return new CounterId(mix(one + Long.rotateLeft(other, 17)), mix(other + Long.rotateLeft(one, 43)));
    }

    /// The finalizer of SplitMix64: a bijection in which each input bit moves half of the output bits.
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
