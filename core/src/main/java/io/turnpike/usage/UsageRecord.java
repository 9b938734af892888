package io.turnpike.usage;

import io.turnpike.model.Owner;
import io.turnpike.quota.Charge;
import io.turnpike.secret.KeyDigest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A call as the log has it, or one of its two entries.
///
/// @param node that served the call
/// @param charges of both entries; a refund is a negative one
/// @param start what was decided; null in a second entry, or where the first was lost
/// @param end how the call closed; null in a first entry, or where the second was lost
public record UsageRecord(
        CallId id,
        String node,
        List<Charge> charges,
        @Nullable Start start,
        @Nullable Ended end) {
    public UsageRecord {
        charges = List.copyOf(charges);
    }

    /// This call with what its other entry has.
    public UsageRecord with(UsageRecord other) {
        return new UsageRecord(
                id,
                node,
                Stream.concat(charges.stream(), other.charges.stream()).toList(),
                start == null ? other.start : start,
                end == null ? other.end : end);
    }

    /// The first entry.
    ///
    /// @param at when the call arrived, microseconds since the epoch
    /// @param revision of the catalogue that decided; -1 where the call was refused before a decision
    /// @param place null if nothing answers there
    /// @param holder null if no key was known, or none asked for
    /// @param token null where none was known; entries of a former version have none
    /// @param cover null unless a product let the call through
    /// @param refusal name of the typed reason; null where the decision let the call through
    /// @param fault error code of the refusal; null where the call went on
    public record Start(
            long at,
            long revision,
            @Nullable Place place,
            @Nullable Holder holder,
            @Nullable Token token,
            @Nullable Cover cover,
            @Nullable String refusal,
            @Nullable String fault,
            Decided.Request request) {}

    /// Where the call went.
    public record Place(
            UUID organization, UUID environment, String environmentName, String proxy, int revision, String basePath) {}

    /// Whose key it was.
    ///
    /// @param owner of the app; entries of the first version say of a group too that it is a developer
    /// @param email of the developer, in lower case; empty for a group, and in entries of a former version
    public record Holder(UUID credential, UUID app, String appName, Owner owner, String email) {}

    /// The token that led to the key.
    ///
    /// @param digest keyed, of its text: the same for all calls of one token, and of no use to anybody else
    public record Token(KeyDigest digest, List<String> scopes) {}

    /// What let the call through.
    public record Cover(UUID product, String productName, String operation) {}
}
