package io.turnpike.stats;

/// What the calls of an answer can be told apart by.
public sealed interface Trait permits Dimension, Recurring {}
