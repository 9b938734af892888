package io.turnpike.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes down each step of a decision as a line of text.
public final class WrittenSteps implements Recorder {
    private final List<String> lines = new ArrayList<>();

    public List<String> lines() {
        return lines;
    }

    @Override
    public void routed(Route route) {
        lines.add(
                route == null
                        ? "no route"
                        : "route " + route.proxy() + " in "
                                + route.environment().name());
    }

    @Override
    public void identified(CredentialPlace place, IndexedKey key) {
        lines.add("credential " + (place == null ? "nowhere" : place) + (key == null ? "" : " of " + key.appName()));
    }

    @Override
    public void ruledOut(CompiledProduct product, RuledOut reason) {
        lines.add((product == null ? "gone" : product.name()) + ": " + reason);
    }

    @Override
    public void matched(CompiledProduct product, List<CompiledOperation> operations) {
        lines.add(product.name() + " matched "
                + operations.stream().map(CompiledOperation::text).collect(Collectors.joining(" + ")));
    }
}
