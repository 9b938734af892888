package io.turnpike.http;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All routes by their parts. Finds a route in one walk; a walk visits a node at most once.
final class RouteTree {
    private final Node root = new Node();
    private final Set<String> beforeSecrets = new HashSet<>();

    /// @throws IllegalArgumentException if two routes answer the same calls
    RouteTree(List<Route> routes) {
        routes.forEach(this::add);
    }

    /// The most literal route that has this path and method; a `HEAD` is also found as `GET`.
    ///
    /// @throws Refused with `NoSuchRoute`, `MethodNotAllowed`, or `Malformed` where the path cannot be decoded
    Match find(String method, String rawPath) {
        var walk = new Walk(method, segments(rawPath));
        Match match = walk.from(root, 0);
        if (match != null) {
            return match;
        }
        throw new Refused(
                walk.allowed.isEmpty()
                        ? new Problem.NoSuchRoute(masked(rawPath))
                        : new Problem.MethodNotAllowed(method, List.copyOf(walk.allowed)));
    }

    /// The path of an unknown resource, without what may be a key in it.
    private String masked(String rawPath) {
        var path = new StringBuilder();
        String before = "";
        for (String segment : rawPath.split("/", -1)) {
            path.append(path.isEmpty() && segment.isEmpty() ? "" : "/")
                    .append(beforeSecrets.contains(before) ? Template.MASK : segment);
            before = segment;
        }
        return path.toString();
    }

    private void add(Route route) {
        var template = Template.parse(route.template());
        var node = root;
        String before = "";
        for (var part : template.parts()) {
            switch (part) {
                case Template.Literal(String text) -> {
                    node = node.literals.computeIfAbsent(text, _ -> new Node());
                    before = text;
                }
                case Template.Parameter parameter -> {
                    node = node.parameter();
                    if (parameter.isSecret()) {
                        beforeSecrets.add(before);
                    }
                }
            }
        }
        var former = node.routes.putIfAbsent(route.method(), new Compiled(route, template));
        if (former != null) {
            throw new IllegalArgumentException("two routes for the same calls: %s %s and %s"
                    .formatted(route.method(), route.template(), former.route().template()));
        }
    }

    private static List<Segment> segments(String rawPath) {
        String path =
                rawPath.length() > 1 && rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        var segments = new ArrayList<Segment>();
        if (path.startsWith("/")) {
            for (String raw : path.substring(1).split("/", -1)) {
                segments.add(new Segment(raw, Text.decode(raw, false)));
            }
        }
        return segments;
    }

    private record Segment(String raw, String decoded) {}

    private record Compiled(Route route, Template template) {}

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Compiled> routes = new HashMap<>();

        @Nullable
        Node parameter;

        Node parameter() {
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }

    private static final class Walk {
        final Set<String> allowed = new TreeSet<>();
        private final String method;
        private final List<Segment> segments;
        private final ArrayList<String> values = new ArrayList<>();

        Walk(String method, List<Segment> segments) {
            this.method = method;
            this.segments = segments;
        }

        @Nullable
        Match from(@Nullable Node node, int index) {
            if (node == null) {
                return null;
            }
            if (index == segments.size()) {
                return end(node);
            }
            var segment = segments.get(index);
            Match match = from(node.literals.get(segment.decoded()), index + 1);
            if (match == null) {
                match = throughVerb(node, segment.raw(), index);
            }
            return match == null ? throughParameter(node.parameter, segment.raw(), index) : match;
        }

        private @Nullable Match throughVerb(Node node, String raw, int index) {
            int colon = raw.lastIndexOf(':');
            if (colon < 1) {
                return null;
            }
            String name = raw.substring(0, colon);
            String verb = raw.substring(colon);
            Node literal = node.literals.get(name);
            Match match = literal == null ? null : from(literal.literals.get(verb), index + 1);
            if (match != null || node.parameter == null) {
                return match;
            }
            values.add(name);
            match = from(node.parameter.literals.get(verb), index + 1);
            if (match == null) {
                values.removeLast();
            }
            return match;
        }

        private @Nullable Match throughParameter(@Nullable Node parameter, String raw, int index) {
            if (raw.isEmpty()) {
                return null;
            }
            values.add(raw);
            Match match = from(parameter, index + 1);
            if (match == null) {
                values.removeLast();
            }
            return match;
        }

        private @Nullable Match end(Node node) {
            Compiled found = node.routes.get(method);
            if (found == null && method.equals("HEAD")) {
                found = node.routes.get("GET");
            }
            if (found == null) {
                allowed.addAll(node.routes.keySet());
                if (node.routes.containsKey("GET")) {
                    allowed.add("HEAD");
                }
                return null;
            }
            return new Match(found.route(), found.template(), List.copyOf(values));
        }
    }
}
