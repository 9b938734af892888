package io.turnpike.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a change or a question to the control plane is refused.
///
/// Names and values in a problem reach the caller and the log: no record here ever holds a key, a secret or a token.
public sealed interface Problem {
    /// @param within what it was looked for in (a developer's e-mail for an app, an organization
    ///     for a developer), or null
    record NotFound(Kind kind, String name, @Nullable String within) implements Problem {
        public NotFound(Kind kind, String name) {
            this(kind, name, null);
        }
    }

    /// The key that a page of a list was to start with.
    record NoSuchStart(Kind kind, String key) implements Problem {}

    /// @param within where the name is taken (`environment test`), or null
    record AlreadyExists(Kind kind, String name, @Nullable String within) implements Problem {
        public AlreadyExists(Kind kind, String name) {
            this(kind, name, null);
        }
    }

    /// A value that breaks a rule of its type.
    ///
    /// @param field the field as the wire spells it
    /// @param given what was sent, or null where nothing was or where it must not be repeated
    /// @param rule the rule, readable behind the field's name: `must not be negative`
    record InvalidField(Kind kind, String field, @Nullable Object given, String rule) implements Problem {}

    /// The body, the path or the query cannot be read at all.
    record Malformed(String rule) implements Problem {}

    /// The change is valid but not in this state of the thing.
    record WrongState(Kind kind, String name, String rule) implements Problem {}

    /// `expected` is the version that the caller had read.
    record ChangedMeanwhile(Kind kind, String name, long expected) implements Problem {}

    record StillReferenced(Kind kind, String name, String by) implements Problem {}

    /// Scopes that no product of the credential grants.
    record InvalidScopes(List<String> allowed) implements Problem {}

    /// A base path that another proxy holds in the same environment group.
    record BasePathTaken(String basePath, String holder, String group) implements Problem {}

    /// A rate plan that would hold while `other`, of the same product, does. It is called by its title: a new one has
    /// no name that anyone knows.
    record RatePlanOverlap(String title, String other) implements Problem {}

    /// A prepaid subscription that costs more than the balance holds; both as people read them.
    record InsufficientFunds(String product, String due, String balance) implements Problem {}

    /// A bundle of a proxy that cannot be read, or that contradicts itself.
    ///
    /// @param violations at least one
    record BadBundle(List<Violation> violations) implements Problem {
        /// @param file in the bundle; empty where it is about the bundle as a whole
        public record Violation(String file, String description) {}
    }

    record Unauthenticated(String rule) implements Problem {}

    record Forbidden(String permission) implements Problem {}

    record NoSuchRoute(String path) implements Problem {}

    record MethodNotAllowed(String method, List<String> allowed) implements Problem {}

    /// @param wanted what is read there, readable behind "must be"
    record UnsupportedMediaType(String given, String wanted) implements Problem {}

    record TooLarge(long limit) implements Problem {}

    /// Too many attempts; try again after `seconds`.
    record TooMany(long seconds) implements Problem {}
}
