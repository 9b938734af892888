package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An API as the gateway serves it; what it does stands in its revisions.
///
/// @param latestRevision number of the newest revision, at least 1
/// @param labels of the operator's own, in the order in which they were sent
/// @param space name of the space that it belongs to; null at the level of the organization
public record ApiProxy(
        UUID id,
        UUID organization,
        long version,
        String name,
        int latestRevision,
        SequencedMap<String, String> labels,
        @Nullable String space,
        Provenance provenance) {
    private static final int MAX_LABELS = 64;
    private static final Pattern LABEL = Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}");
    private static final Pattern LABEL_VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");

    public ApiProxy {
        Names.PROXY.check(name);
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
        boolean fits = labels.entrySet().stream()
                .allMatch(label -> LABEL.matcher(label.getKey()).matches()
                        && LABEL_VALUE.matcher(label.getValue()).matches());
        if (!fits || labels.size() > MAX_LABELS) {
            throw Refused.invalid(
                    Kind.API_PROXY,
                    "labels",
                    null,
                    "must be at most 64 names and values of lower-case letters, digits, _ and -, each up to 63 long");
        }
    }

    public ApiProxy labelled(SequencedMap<String, String> others, Instant at, String by) {
        return new ApiProxy(id, organization, version, name, latestRevision, others, space, provenance.changed(at, by));
    }

    public ApiProxy moved(@Nullable String to, Instant at, String by) {
        return new ApiProxy(id, organization, version, name, latestRevision, labels, to, provenance.changed(at, by));
    }
}
