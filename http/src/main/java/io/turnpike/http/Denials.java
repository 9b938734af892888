package io.turnpike.http;

import io.turnpike.access.Caller;

/// Takes note of each call whose caller is known and was not allowed to do what it asked for.
@FunctionalInterface
public interface Denials {
    void denied(Caller caller);
}
