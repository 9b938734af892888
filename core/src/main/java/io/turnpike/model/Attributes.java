package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The attributes of one entity in the order in which they were set; names are unique, the last value of a name wins.
public record Attributes(List<Attribute> list) {
    public static final Attributes NONE = new Attributes(List.of());
    private static final int MAX = 18;

    public Attributes {
        SequencedMap<String, Attribute> byName = new LinkedHashMap<>();
        list.forEach(attribute -> byName.put(attribute.name(), attribute));
        list = List.copyOf(byName.values());
        if (list.stream().filter(Attribute::isCounted).count() > MAX) {
            throw Refused.invalid(Kind.ATTRIBUTE, "attributes", list.size(), "must be at most " + MAX);
        }
    }

    public Optional<String> value(String name) {
        return list.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(Attribute::value)
                .findFirst();
    }

    public Attributes with(Attribute attribute) {
        return new Attributes(Stream.concat(list.stream(), Stream.of(attribute)).toList());
    }

    public Attributes without(String name) {
        return new Attributes(list.stream()
                .filter(attribute -> !attribute.name().equals(name))
                .toList());
    }

    /// These attributes replaced as a whole by `others`, except that ours survive a client that does not name them,
    /// and that an empty value removes one of ours.
    public Attributes replacedBy(Collection<Attribute> others) {
        SequencedMap<String, Attribute> byName = new LinkedHashMap<>();
        list.stream().filter(Attribute::isOurs).forEach(attribute -> byName.put(attribute.name(), attribute));
        for (Attribute other : others) {
            if (other.isOurs() && other.value().isEmpty()) {
                byName.remove(other.name());
            } else {
                byName.put(other.name(), other);
            }
        }
        return new Attributes(List.copyOf(byName.values()));
    }
}
