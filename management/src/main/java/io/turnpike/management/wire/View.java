package io.turnpike.management.wire;

import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import java.util.List;

/// How one caller sees entities.
///
/// @param hidesOurs whether attributes `turnpike.*` are left out
///     (`turnpike.attributes=hidden`, extensions.md section 3)
public record View(Dialect dialect, boolean hidesOurs) {
    public boolean isX() {
        return dialect == Dialect.X;
    }

    public Members members() {
        return new Members(this);
    }

    /// The attributes that are shown, in their order.
    public List<Attribute> shown(Attributes attributes) {
        return shown(attributes.list());
    }

    public List<Attribute> shown(List<Attribute> attributes) {
        return attributes.stream()
                .filter(attribute -> !hidesOurs || !attribute.isOurs())
                .toList();
    }
}
