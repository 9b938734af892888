package io.turnpike.management.attribute;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.problem.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Properties of organizations and environments on the wire:
/// `"properties":{"property":[{"name":…,"value":…}]}`.
public final class PropertyList {
    private static final int MAX_BYTES = 2_048;

    private PropertyList() {}

    /// The list that replaces the stored one; empty where the body says nothing about properties. An empty
    /// value removes one of ours.
    ///
    /// Source: extensions.md section 3.
    ///
    /// @throws io.turnpike.problem.Refused with `InvalidField` for one of ours that is not known or does not fit
    public static Optional<SequencedMap<String, String>> read(Fields body, OurNames ours) {
        return body.object("properties", Kind.PROPERTY).map(list -> {
            SequencedMap<String, String> properties = new LinkedHashMap<>();
            for (Fields each : list.objects("property", Kind.PROPERTY)) {
                add(each, ours, properties);
            }
            return properties;
        });
    }

    /// Edge has the member always, X where there are properties.
    public static void write(Members members, SequencedMap<String, String> properties, boolean always) {
        List<Map<String, Object>> list =
                properties.entrySet().stream().map(PropertyList::property).toList();
        if (always || !list.isEmpty()) {
            members.value("properties", Map.of("property", list));
        }
    }

    private static void add(Fields property, OurNames ours, SequencedMap<String, String> properties) {
        String name = property.text("name");
        String value = property.scalar("value");
        if (name.isBlank()) {
            throw property.invalid("name", "must not be empty");
        }
        if (bytes(name) + bytes(value) > MAX_BYTES) {
            throw property.invalid("value", "must be at most 2048 bytes together with its name");
        }
        boolean removes = value.isEmpty() && name.startsWith("turnpike.");
        if (!removes) {
            ours.check(Kind.PROPERTY, name, value);
            properties.put(name, value);
        }
    }

    private static Map<String, Object> property(Map.Entry<String, String> property) {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", property.getKey());
        members.put("value", property.getValue());
        return members;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
