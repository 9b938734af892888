package io.turnpike.http;

/// Stands around the handler of every call that found its route and may use it.
///
/// What `next` throws passes through a filter; the edge answers it.
@FunctionalInterface
public interface Filter {
    Reply apply(Call call, Handler next);
}
