package io.turnpike.http;

import java.util.List;

/// A route and what the path holds for its parameters.
///
/// @param values the raw values of the template's parameters, in their order
record Match(Route route, Template template, List<String> values) {
    String value(String name) {
        int index = template.names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no parameter " + name + " in " + route.template());
        }
        return values.get(index);
    }

    String resource() {
        return template.fill(values);
    }
}
