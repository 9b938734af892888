package io.turnpike.model;

import java.time.Instant;
import java.util.UUID;

/// A change that Apigee answers with an operation to be polled. Here it is done when it is answered, and kept only
/// so that it can be read again.
///
/// @param organization name; the organization itself may be gone since
/// @param target path of what was changed, such as `organizations/acme/environments/test`
/// @param response what the change came to, as JSON
public record LongRunningOperation(
        UUID id, String organization, ChangeType type, String target, Instant at, String response) {
    public enum ChangeType {
        INSERT,
        UPDATE,
        DELETE
    }
}
