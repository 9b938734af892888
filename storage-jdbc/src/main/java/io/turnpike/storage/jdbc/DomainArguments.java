package io.turnpike.storage.jdbc;

import io.turnpike.model.App;
import io.turnpike.model.Attributes;
import io.turnpike.model.Developer;
import io.turnpike.model.Product;
import io.turnpike.model.ProxySettings;
import io.turnpike.secret.KeyDigest;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/// How values of the domain lie in columns, written.
final class DomainArguments implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        return switch (value) {
            case UUID id -> bytes(Columns.bytes(id));
            case KeyDigest digest -> bytes(Columns.bytes(digest));
            case Instant at -> Optional.of((position, statement, _) -> statement.setLong(position, at.toEpochMilli()));
            case Product.Terms terms -> document(terms);
            case ProxySettings settings -> document(settings);
            case Developer.Profile profile -> document(profile);
            case App.Details details -> document(details);
            case Attributes attributes -> document(attributes);
            case List<?> list -> document(list);
            case Map<?, ?> properties -> document(properties);
            case null ->
                type == UUID.class
                        ? Optional.of((position, statement, _) -> statement.setNull(position, Types.BINARY))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Argument> bytes(byte[] bytes) {
        return Optional.of((position, statement, _) -> statement.setBytes(position, bytes));
    }

    private static Optional<Argument> document(Object value) {
        String document = Documents.write(value);
        return Optional.of((position, statement, _) -> statement.setString(position, document));
    }
}
