package io.turnpike.management.wire;

import io.turnpike.http.Call;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The fields that a `PATCH` changes: those that `updateMask` names, in camel or in snake case; without one, those
/// that the body holds.
///
/// Source: management-api 4, 5; Google's API improvement proposal 134.
public final class UpdateMask {
    private final Predicate<String> named;

    private UpdateMask(Predicate<String> named) {
        this.named = named;
    }

    /// @param changeable names that a mask may hold
    /// @throws Refused with `InvalidField` for another
    public static UpdateMask of(Call call, Fields body, Set<String> changeable) {
        var mask = call.query("updateMask");
        if (mask.isEmpty() || mask.get().strip().equals("*")) {
            return new UpdateMask(body::has);
        }
        var names = Arrays.stream(mask.get().split(","))
                .map(each -> camelCase(each.strip().split("\\.", 2)[0]))
                .collect(Collectors.toUnmodifiableSet());
        for (String name : names) {
            if (!changeable.contains(name)) {
                throw Refused.invalid(
                        Kind.REQUEST,
                        "updateMask",
                        null,
                        "must be of " + changeable.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        return new UpdateMask(names::contains);
    }

    /// Whether the field is to become what the body says, which is nothing where the body lacks it.
    public boolean names(String field) {
        return named.test(field);
    }

    private static String camelCase(String name) {
        var words = name.split("_", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .filter(word -> !word.isEmpty())
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
