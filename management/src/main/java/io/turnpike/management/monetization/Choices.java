package io.turnpike.management.monetization;

import io.turnpike.management.wire.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Enumerations as Apigee X spells them: in capitals, the one that ends in `_UNSPECIFIED` the same as nothing.
///
/// Source: management-api 9.6.
final class Choices {
    /// Values of the schema of which Apigee says that they are not supported.
    private static final Set<String> UNSUPPORTED = Set.of("WEEKLY", "TIERED", "STAIRSTEP", "VOLUME_BANDED");

    private Choices() {}

    static <E extends Enum<E>> Optional<E> read(Fields body, String name, Class<E> choices) {
        String given = body.text(name).toUpperCase(Locale.ROOT);
        if (UNSUPPORTED.contains(given)) {
            throw body.invalid(name, "must not be %s: Apigee names it, and does not support it".formatted(given));
        }
        return given.endsWith("_UNSPECIFIED") ? Optional.empty() : body.choice(name, choices);
    }

    static @Nullable String name(@Nullable Enum<?> choice) {
        return choice == null ? null : choice.name();
    }
}
