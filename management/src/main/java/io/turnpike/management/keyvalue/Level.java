package io.turnpike.management.keyvalue;

import io.turnpike.management.proxy.RevisionNumber;
import io.turnpike.model.KeyValueMap.Scope;
import io.turnpike.storage.Work;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// What a map may belong to, and where it lies then.
///
/// Source: management-api 8.
enum Level {
    ORGANIZATION(""),
    ENVIRONMENT("/environments/{env}"),
    PROXY("/apis/{api}"),
    REVISION("/apis/{api}/revisions/{revision}");

    private final String path;

    Level(String path) {
        this.path = path;
    }

    String template() {
        return "/v1/organizations/{org}" + path + "/keyvaluemaps";
    }

    /// @param segments of the path by the names in the template
    Place at(UnaryOperator<String> segments) {
        return new Place(this, segments);
    }

    /// A level with the names that fill its template.
    record Place(Level level, UnaryOperator<String> segments) {
        /// @throws io.turnpike.problem.Refused with `NotFound`
        Home in(Work work) {
            String name = segments.apply("org");
            UUID organization = work.organizations().require(name).id();
            return switch (level) {
                case ORGANIZATION ->
                    new Home(organization, new Scope.OfOrganization(organization), "organization " + name);
                case ENVIRONMENT -> {
                    var environment = work.environments().require(organization, segments.apply("env"));
                    yield new Home(
                            organization,
                            new Scope.OfEnvironment(environment.id()),
                            "environment " + environment.name());
                }
                case PROXY -> {
                    var proxy = work.proxies().require(organization, segments.apply("api"));
                    yield new Home(organization, new Scope.OfProxy(proxy.id()), "APIProxy " + proxy.name());
                }
                case REVISION -> {
                    var proxy = work.proxies().require(organization, segments.apply("api"));
                    int number = RevisionNumber.of(segments.apply("revision"));
                    work.proxies().requireRevision(proxy, number);
                    yield new Home(
                            organization,
                            new Scope.OfRevision(proxy.id(), number),
                            "revision %d of APIProxy %s".formatted(number, proxy.name()));
                }
            };
        }
    }

    /// @param description readable behind `in`
    record Home(UUID organization, Scope scope, String description) {}
}
