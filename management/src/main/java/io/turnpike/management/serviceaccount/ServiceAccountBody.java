package io.turnpike.management.serviceaccount;

import io.turnpike.management.access.ServiceToken;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Rfc3339;
import io.turnpike.model.Provenance;
import io.turnpike.storage.ServiceAccountStore.Purpose;
import io.turnpike.storage.ServiceAccountStore.ServiceAccount;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A service account on the wire. It is ours: a member that is not known is refused.
///
/// @param name empty where it was not sent
/// @param expiresAt null: the token does not end
record ServiceAccountBody(
        String name, Purpose purpose, @Nullable Instant expiresAt) {
    private static final Set<String> MEMBERS = Set.of("name", "description", "role", "access", "expiresAt");
    private static final int MAX_DESCRIPTION = 1_000;

    static ServiceAccountBody read(Fields body) {
        body.onlyKnown(MEMBERS);
        if (body.text("role").isEmpty()) {
            throw body.invalid("role", "must name a role");
        }
        if (body.text("description").length() > MAX_DESCRIPTION) {
            throw body.invalid("description", "must have at most %d characters".formatted(MAX_DESCRIPTION));
        }
        boolean readsOnly = switch (body.text("access")) {
            case "read" -> true;
            case "write" -> false;
            default -> throw body.invalid("access", "must be read or write");
        };
        return new ServiceAccountBody(
                body.text("name"),
                new Purpose(body.text("description"), body.text("role"), readsOnly),
                Rfc3339.read(body, "expiresAt").orElse(null));
    }

    static Map<String, Object> write(ServiceAccount account) {
        Purpose purpose = account.purpose();
        Provenance provenance = account.provenance();
        Instant expiresAt = account.expiresAt();
        var members = new LinkedHashMap<String, Object>();
        members.put("name", account.name());
        if (!purpose.description().isEmpty()) {
            members.put("description", purpose.description());
        }
        members.put("role", purpose.role());
        members.put("access", purpose.readsOnly() ? "read" : "write");
        if (expiresAt != null) {
            members.put("expiresAt", Rfc3339.text(expiresAt));
        }
        members.put("createdAt", Rfc3339.text(provenance.createdAt()));
        members.put("createdBy", provenance.createdBy());
        members.put("lastModifiedAt", Rfc3339.text(provenance.lastModifiedAt()));
        members.put("lastModifiedBy", provenance.lastModifiedBy());
        return members;
    }

    static Map<String, Object> write(ServiceAccount account, ServiceToken token) {
        var members = write(account);
        members.put("token", token.text());
        return members;
    }
}
