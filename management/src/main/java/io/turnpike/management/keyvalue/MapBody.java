package io.turnpike.management.keyvalue;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Segments;
import io.turnpike.management.wire.View;
import io.turnpike.model.KeyValue;
import io.turnpike.problem.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A map as clients send it.
///
/// Source: management-api 8.
///
/// @param name empty where it was not sent
/// @param encrypted whether Edge masks the values; in X every map is encrypted
/// @param masked empty where nothing was said
/// @param entries of a name that came twice, the last
record MapBody(String name, boolean encrypted, Optional<Boolean> masked, List<KeyValue> entries) {
    static MapBody read(Fields body, View view) {
        Map<String, KeyValue> byName = new LinkedHashMap<>();
        body.objects("entry", Kind.KEY_VALUE_ENTRY).stream()
                .map(entry -> entry(entry, entry.text("name")))
                .forEach(entry -> byName.put(entry.name(), entry));
        return new MapBody(
                body.text("name"),
                body.flag("encrypted").orElse(false) || view.isX(),
                body.flag("maskedValues"),
                List.copyOf(byName.values()));
    }

    /// This as the whole of what is to be known of a map: what is not said is false.
    MapBody whole() {
        return new MapBody(name, encrypted, Optional.of(masked.orElse(false)), entries);
    }

    /// @throws io.turnpike.problem.Refused with `InvalidField` where the body names another map
    void requireName(String known) {
        Segments.requireSame(name, known);
    }

    /// @param name of the entry; the body's own, or the path's
    static KeyValue entry(Fields entry, String name) {
        return new KeyValue(name, entry.longText("value").orElseThrow(() -> entry.invalid("value", "must be given")));
    }
}
