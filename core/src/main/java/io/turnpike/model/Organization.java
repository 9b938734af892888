package io.turnpike.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;

/// What owns everything else; names of products, developers, proxies and keys are unique in it.
///
/// @param version raised by one with each change
/// @param properties Apigee's list of scalars; ours start with `turnpike.`
public record Organization(
        UUID id,
        long version,
        String name,
        String displayName,
        SequencedMap<String, String> properties,
        Provenance provenance) {
    public Organization {
        Names.ORGANIZATION.check(name);
        properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    }

    /// Whether products are sold: what is in use is not deleted then, and names of products are told apart without
    /// regard to case.
    public boolean isMonetized() {
        return is("features.isMonetizationEnabled");
    }

    public boolean is(String property) {
        return "true".equalsIgnoreCase(properties.get(property));
    }
}
