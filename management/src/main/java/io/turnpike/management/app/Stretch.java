package io.turnpike.management.app;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next token of the part behind it; empty where there is none, or where the client does not page by tokens
record Stretch<T>(List<T> items, Optional<String> next) {}
