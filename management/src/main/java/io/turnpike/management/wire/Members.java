package io.turnpike.management.wire;

import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Provenance;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The members of one JSON object, described once and spelt as the view's dialect wants them.
///
/// Source: management-api 1.5 and 24.1: X leaves out empty strings and lists, and writes int64 as strings;
/// Edge writes numbers and empty lists, leaves out what is null, and sorts by name.
public final class Members {
    private final View view;
    private final SequencedMap<String, Object> members = new LinkedHashMap<>();

    Members(View view) {
        this.view = view;
    }

    /// A text; left out where it is null or empty.
    public Members text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            members.put(name, value);
        }
        return this;
    }

    /// Present whatever it holds; for maps and lists that are spelt already.
    public Members value(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /// Left out of X where it is empty.
    public Members list(String name, List<?> values) {
        if (!view.isX() || !values.isEmpty()) {
            members.put(name, values);
        }
        return this;
    }

    /// Left out of X where it is false.
    public Members flag(String name, boolean value) {
        if (!view.isX() || value) {
            members.put(name, value);
        }
        return this;
    }

    /// A nested object, described like this one.
    public Members object(String name, Consumer<Members> content) {
        var inner = new Members(view);
        content.accept(inner);
        members.put(name, inner.toMap());
        return this;
    }

    /// An int64.
    public Members number(String name, long value) {
        members.put(name, view.isX() ? Long.toString(value) : Long.valueOf(value));
        return this;
    }

    /// Milliseconds since the epoch.
    public Members instant(String name, Instant value) {
        return number(name, value.toEpochMilli());
    }

    public Members attributes(String name, Attributes attributes) {
        return list(name, attributeList(attributes));
    }

    /// The attributes that the view shows, each as an object.
    public List<Map<String, Object>> attributeList(Attributes attributes) {
        return view.shown(attributes).stream().map(Members::attribute).toList();
    }

    /// Times in both dialects, names in Edge.
    public Members provenance(Provenance provenance) {
        instant("createdAt", provenance.createdAt());
        instant("lastModifiedAt", provenance.lastModifiedAt());
        if (!view.isX()) {
            text("createdBy", provenance.createdBy());
            text("lastModifiedBy", provenance.lastModifiedBy());
        }
        return this;
    }

    public Map<String, Object> toMap() {
        return view.isX() ? Collections.unmodifiableSequencedMap(members) : new TreeMap<>(members);
    }

    /// The form of one attribute in both dialects; an empty value is written too.
    public static Map<String, Object> attribute(Attribute attribute) {
        return pair(attribute.name(), attribute.value());
    }

    /// A name with its value, in both dialects; an empty value is written too.
    public static Map<String, Object> pair(String name, String value) {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", name);
        members.put("value", value);
        return members;
    }
}
