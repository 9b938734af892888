package io.turnpike.decision;

import io.turnpike.model.Attribute;
import io.turnpike.model.Scopes;
import java.util.List;

/// An operation of a product, with what holds for calls that it covers. Immutable; equal to itself only.
public final class CompiledOperation {
    private static final String SCOPES = "turnpike.scopes";

    private final String text;
    private final Limits limits;
    private final List<Attribute> attributes;
    private final List<String> scopes;
    private final List<CompiledOperation> alone;

    /// @param text `GET,POST /reports/*`, `query getUser`, `/weather.Forecast/Get`: as records and explanations name it
    /// @param limits the product's, with the operation's own quota where it has one
    public CompiledOperation(String text, Limits limits, List<Attribute> attributes) {
        this.text = text;
        this.limits = limits;
        this.attributes = List.copyOf(attributes);
        this.scopes = attributes.stream()
                .filter(attribute -> attribute.name().equals(SCOPES))
                .flatMap(attribute -> Scopes.split(attribute.value()).stream())
                .toList();
        this.alone = List.of(this);
    }

    public String text() {
        return text;
    }

    public Limits limits() {
        return limits;
    }

    public List<Attribute> attributes() {
        return attributes;
    }

    /// A token needs all of them (T8).
    List<String> scopes() {
        return scopes;
    }

    /// What covers a call that only this operation covers; made once.
    List<CompiledOperation> alone() {
        return alone;
    }

    @Override
    public String toString() {
        return text;
    }
}
