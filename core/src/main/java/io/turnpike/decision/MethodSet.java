package io.turnpike.decision;

import java.util.List;

/// The methods that an operation allows; names are compared exactly, and nothing implies another (runtime H1, H2).
public final class MethodSet {
    public static final MethodSet ANY = new MethodSet(List.of());

    private final List<String> names;

    private MethodSet(List<String> names) {
        this.names = names;
    }

    /// @param names empty or the single `ALL` allows every method but CONNECT and TRACE
    public static MethodSet of(List<String> names) {
        return names.isEmpty() || names.equals(List.of("ALL")) ? ANY : new MethodSet(List.copyOf(names));
    }

    public boolean isAny() {
        return names.isEmpty();
    }

    public boolean allows(String method) {
        return names.isEmpty() ? !method.equals("CONNECT") && !method.equals("TRACE") : names.contains(method);
    }

    /// Comma-separated.
    @Override
    public String toString() {
        return isAny() ? "ALL" : String.join(",", names);
    }
}
