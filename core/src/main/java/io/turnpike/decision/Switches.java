package io.turnpike.decision;

import io.turnpike.model.Organization;

/// Properties of an organization that change what is decided, or how it is answered.
///
/// @param mostSpecificFirst `turnpike.operations.match=mostSpecific` (O5)
/// @param slashMeansBasePathOnly `features.isSingleForwardSlashBlockingEnabled`
/// @param forbidsUnbounded `features.keymanagement.disable.unbounded.permissions` (X10)
/// @param quotaAnswers500 `features.isHTTPStatusTooManyRequestEnabled` is set to `false` (4.6)
public record Switches(
        boolean mostSpecificFirst, boolean slashMeansBasePathOnly, boolean forbidsUnbounded, boolean quotaAnswers500) {
    static Switches of(Organization organization) {
        return new Switches(
                "mostSpecific".equals(organization.properties().get("turnpike.operations.match")),
                organization.is("features.isSingleForwardSlashBlockingEnabled"),
                organization.is("features.keymanagement.disable.unbounded.permissions"),
                "false".equalsIgnoreCase(organization.properties().get("features.isHTTPStatusTooManyRequestEnabled")));
    }
}
