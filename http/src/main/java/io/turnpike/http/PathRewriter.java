package io.turnpike.http;

/// Maps the spellings of a path that clients use to the one that routes are written in.
@FunctionalInterface
public interface PathRewriter {
    /// The path to route in place of this one; it must not throw.
    ///
    /// @param rawPath as on the wire: still encoded, without the query
    Rewritten rewrite(String rawPath);

    /// What became of a path.
    ///
    /// @param path the path that is routed, still encoded
    /// @param alias what the spelling tells about the client, for `Call.alias()`; empty where it tells nothing
    record Rewritten(String path, String alias) {}
}
