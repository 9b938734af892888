package io.turnpike.stats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// Calls that are summed together: all that they have in common. There are as many as there are combinations of
/// configured things; nothing in it is a caller's choice.
///
/// @param environment id; zeros where nothing answers at the call's address
/// @param values one for each `Dimension`; empty where a call has none
public record Series(UUID environment, List<String> values, Errors errors) {
    public Series {
        values = List.copyOf(values);
        if (values.size() != Dimension.values().length) {
            throw new IllegalArgumentException("one value for each dimension, not " + values.size());
        }
    }

    public String value(Dimension dimension) {
        return values.get(dimension.place());
    }

    /// Follows from what it says, the same on every node.
    public UUID id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((environment + "\0" + errors).getBytes(StandardCharsets.UTF_8));
            for (String value : values) {
                digest.update((byte) 0);
                digest.update(value.getBytes(StandardCharsets.UTF_8));
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// How calls failed (runtime A2).
    ///
    /// @param any whether the client got a failure, or half an answer
    /// @param policy whether the gateway refused the call
    /// @param target whether the target answered with an error, or did not answer
    public record Errors(boolean any, boolean policy, boolean target) {
        public static final Errors NONE = new Errors(false, false, false);
    }
}
