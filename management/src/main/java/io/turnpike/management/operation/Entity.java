package io.turnpike.management.operation;

import io.turnpike.management.wire.View;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// How operations tell of one kind of thing.
///
/// @param type as Apigee's schema names it, such as `Environment`
/// @param path of one thing below its organization, with a slash in front; empty for the organization itself
/// @param body of one thing on the wire
public record Entity<T>(String type, Function<T, String> path, BiFunction<T, View, Map<String, Object>> body) {}
