package io.turnpike.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;

/// A place where proxies are deployed; counters and usage are kept apart by environment.
///
/// @param displayName empty where it was not sent
/// @param description empty where it was not sent
/// @param properties Apigee's list of scalars; ours start with `turnpike.`
public record Environment(
        UUID id,
        UUID organization,
        long version,
        String name,
        String displayName,
        String description,
        SequencedMap<String, String> properties,
        Provenance provenance) {
    public Environment {
        Names.ENVIRONMENT.check(name);
        properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    }
}
