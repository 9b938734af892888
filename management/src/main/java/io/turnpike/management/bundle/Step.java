package io.turnpike.management.bundle;

/// A policy's place in a flow.
///
/// @param file of the endpoint
/// @param flow such as `PreFlow request`
/// @param isRequest whether it runs before the target is called, and not as the handling of a fault
/// @param condition when it runs; empty: always
record Step(String file, String flow, String policy, boolean isRequest, String condition) {
    /// For people: `PreFlow request of apiproxy/proxies/default.xml, if …`.
    String place() {
        return "%s of %s%s".formatted(flow, file, condition.isEmpty() ? "" : ", if " + condition);
    }
}
