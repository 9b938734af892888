package io.turnpike.storage;

import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.secret.KeyDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Programs that sign in to the management port with a token. An organization that is null stands for the
/// installation.
public interface ServiceAccountStore {
    /// In order of their names.
    List<ServiceAccount> list(@Nullable UUID organization);

    Optional<ServiceAccount> find(@Nullable UUID organization, String name);

    Optional<ServiceAccount> findByToken(KeyDigest token);

    /// @throws Refused with `AlreadyExists`
    void insert(ServiceAccount account);

    /// Replaces all but id, organization and name.
    ///
    /// @throws Refused with `NotFound`
    void update(ServiceAccount account);

    /// @throws Refused with `NotFound`
    void delete(ServiceAccount account);

    /// @param organization null: it is the installation's
    /// @param expiresAt when the token ends, or null
    record ServiceAccount(
            UUID id,
            @Nullable UUID organization,
            String name,
            Purpose purpose,
            Token token,
            @Nullable Instant expiresAt,
            Provenance provenance) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

        public ServiceAccount {
            if (!NAME.matcher(name).matches()) {
                throw Refused.invalid(
                        Kind.SERVICE_ACCOUNT,
                        "name",
                        null,
                        "must have 1 to 63 letters, digits and . _ - and begin with a letter or a digit");
            }
        }

        public boolean isExpired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }

        @Override
        public String toString() {
            return "ServiceAccount[" + name + "]";
        }
    }

    /// What an account is for.
    ///
    /// @param role label of the role that it holds
    /// @param readsOnly whether it may only read, whatever its role allows
    record Purpose(String description, String role, boolean readsOnly) {}

    /// What finds a token, and does not reveal it; the token itself is stored nowhere.
    ///
    /// @param masterKey id of the master key that the digest was made under
    record Token(KeyDigest digest, String masterKey) {}
}
