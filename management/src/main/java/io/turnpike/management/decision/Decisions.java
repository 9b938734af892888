package io.turnpike.management.decision;

import io.turnpike.explanation.Explainer;
import io.turnpike.usage.RecordedCalls;

/// What a node knows of decisions: those that it would make, and those that it made.
public record Decisions(Explainer explainer, RecordedCalls calls) {}
