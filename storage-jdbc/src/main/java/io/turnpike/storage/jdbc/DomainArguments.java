package io.turnpike.storage.jdbc;

import io.turnpike.billing.RatePlan;
import io.turnpike.model.App;
import io.turnpike.model.Attributes;
import io.turnpike.model.Authorization;
import io.turnpike.model.BundleFacts;
import io.turnpike.model.Developer;
import io.turnpike.model.Environment;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.ProxySettings;
import io.turnpike.secret.KeyDigest;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jspecify.annotations.Nullable;

/// How values of the domain lie in columns, written. `Columns` and `Documents` read them.
final class DomainArguments implements ArgumentFactory.Preparable {
    private static final Set<Class<?>> DOCUMENTS = Set.of(
            Product.Terms.class,
            ProxySettings.class,
            BundleFacts.class,
            Developer.Profile.class,
            App.Details.class,
            RatePlan.Terms.class,
            Group.Details.class,
            Organization.Details.class,
            Environment.Details.class,
            Attributes.class,
            Authorization.Terms.class,
            List.class,
            SequencedMap.class);

    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
        Class<?> erased = GenericTypes.getErasedType(type);
        if (erased == UUID.class) {
            return Optional.of(id -> bytes(id == null ? null : Columns.bytes((UUID) id)));
        }
        if (erased == KeyDigest.class) {
            return Optional.of(digest -> bytes(digest == null ? null : Columns.bytes((KeyDigest) digest)));
        }
        if (erased == Instant.class) {
            return Optional.of(at -> milliseconds((Instant) at));
        }
        return DOCUMENTS.contains(erased) ? Optional.of(DomainArguments::document) : Optional.empty();
    }

    private static Argument bytes(byte @Nullable [] bytes) {
        return (position, statement, _) -> {
            if (bytes == null) {
                statement.setNull(position, Types.BINARY);
            } else {
                statement.setBytes(position, bytes);
            }
        };
    }

    private static Argument milliseconds(Instant at) {
        return (position, statement, _) -> statement.setLong(position, at.toEpochMilli());
    }

    private static Argument document(Object value) {
        String document = Documents.write(value);
        return (position, statement, _) -> statement.setString(position, document);
    }
}
