package io.turnpike.storage;

import io.turnpike.model.Credential;
import io.turnpike.secret.KeyDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Credentials with their grants at rest.
public interface CredentialStore {
    /// Of one app, newest first.
    List<Credential> list(UUID app);

    /// Of several apps, by app, each newest first; an app without any is left out.
    Map<UUID, List<Credential>> listByApps(Collection<UUID> apps);

    Optional<Credential> find(UUID organization, KeyDigest digest);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists` if the organization has the
    ///     key; the name is left empty
    Credential insert(Credential credential);

    /// Replaces status, scopes, attributes and grants of what is stored.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`
    Credential update(Credential credential);

    void delete(Credential credential);

    /// Id of the master key under which keys stand here; empty as long as there is none.
    Optional<String> masterKey();

    /// What the gateway needs of one key; empty if there is no such key.
    Optional<EnforcedKey> enforced(UUID organization, KeyDigest digest);

    /// What the gateway needs of every key of the installation, in no order, without holding all of them in memory.
    void forEachEnforced(Consumer<EnforcedKey> consumer);
}
