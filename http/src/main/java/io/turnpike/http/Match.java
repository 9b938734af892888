package io.turnpike.http;

import io.turnpike.access.Access;
import java.util.ArrayList;
import java.util.List;

/// A route and what the path holds for its parameters. The parameter `org` names the organization.
///
/// @param values the raw values of the template's parameters, in their order
record Match(Route route, Template template, List<String> values) {
    private static final String ORGANIZATION = "org";

    String value(String name) {
        int index = template.names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no parameter " + name + " in " + route.template());
        }
        return values.get(index);
    }

    /// The path as it was asked for, in one spelling, keys masked.
    String resource() {
        return template.fill(values);
    }

    /// Whether the path is one of a list: it ends in a literal that is no custom verb. Revisions have no names, and
    /// the path names what they belong to.
    boolean endsInList() {
        return template.parts().getLast() instanceof Template.Literal(String text)
                && !text.startsWith(":")
                && !text.equals("revisions");
    }

    /// Name of the organization in the path; empty where there is none.
    String organization() {
        return template.names().contains(ORGANIZATION) ? Text.decode(value(ORGANIZATION), false) : "";
    }

    /// What the call asks for: without the version and without the organization, the path is that of the resource.
    Access access(String method) {
        var path = new ArrayList<String>();
        var next = values.iterator();
        for (var part : template.parts()) {
            switch (part) {
                case Template.Literal(String text) -> path.add(text);
                case Template.Parameter(String name) -> {
                    String value = next.next();
                    if (name.equals(ORGANIZATION)) {
                        path.removeLast(); // the word `organizations`
                    } else {
                        path.add(Text.decode(value, false));
                    }
                }
            }
        }
        if (path.getFirst().equals("v1")) {
            path.removeFirst();
        }
        String organization = organization();
        return new Access(route.permission(), organization.isEmpty() ? null : organization, method, path);
    }
}
