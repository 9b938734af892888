package io.turnpike.explanation;

/// Tells what would become of a call on this node, by the function that decides calls. Nothing is charged, sent on or
/// recorded. Safe for use by many threads.
public interface Explainer {
    Explanation explain(Question question);
}
