package io.turnpike.decision;

import io.turnpike.model.Attribute;
import java.util.List;

/// One operation of a product on one proxy, ready to be matched.
///
/// @param resource as written; empty for a product that names no resource
/// @param limits the operation's own, else the product's; empty where there is none
public record CompiledOperation(
        String resource, PathPattern pattern, MethodSet methods, List<Limit> limits, List<Attribute> attributes) {
    /// `GET,POST /reports/*`, as records and explanations name it; methods are left out where every one is allowed.
    public String text() {
        return methods.isAny() ? resource : methods + " " + resource;
    }
}
