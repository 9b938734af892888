package io.turnpike.management.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A part of a list.
///
/// @param next token of the part behind it; empty where there is none, or where the client does not page by tokens
/// @param total how many there are in all parts; empty where the client does not page by tokens
record Stretch<T>(List<T> items, Optional<String> next, OptionalLong total) {
    /// One that nobody has counted.
    Stretch(List<T> items, Optional<String> next) {
        this(items, next, OptionalLong.empty());
    }
}
