package io.turnpike.management.operation;

import io.turnpike.http.Call;
import io.turnpike.http.Json;
import io.turnpike.http.Reply;
import io.turnpike.management.wire.Dialect;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.LongRunningOperation;
import io.turnpike.model.LongRunningOperation.ChangeType;
import io.turnpike.storage.Work;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/// Answers changes: in X with an operation that is done, and stored in the unit of work of the change itself, so
/// that it can be polled; in Edge with the thing that was changed.
///
/// Source: management-api 4, long-running operations; 1.4.
public final class Operations {
    private static final String NOTHING = "type.googleapis.com/google.protobuf.Empty";

    private final Clock clock;
    private final Views views;

    public Operations(Clock clock, Views views) {
        this.clock = clock;
        this.views = views;
    }

    /// What a unit of work ends with: its answer.
    ///
    /// @param organization name
    public <T> BiFunction<Work, T, Reply> ending(Call call, String organization, ChangeType type, Entity<T> entity) {
        Dialect dialect = views.dialect(call);
        View view = new View(dialect, false);
        return switch (dialect) {
            case EDGE ->
                (_, changed) -> Reply.json(
                        type == ChangeType.INSERT ? 201 : 200, entity.body().apply(changed, view));
            case X ->
                (work, changed) -> {
                    var operation = operation(organization, type, entity, changed);
                    work.longRunningOperations().insert(operation);
                    return Reply.json(200, OperationBody.write(operation));
                };
        };
    }

    private <T> LongRunningOperation operation(String organization, ChangeType type, Entity<T> entity, T changed) {
        return new LongRunningOperation(
                UUID.randomUUID(),
                organization,
                type,
                "organizations/" + organization + entity.path().apply(changed),
                clock.instant(),
                new String(Json.write(response(type, entity, changed)), StandardCharsets.UTF_8));
    }

    private static <T> Map<String, Object> response(ChangeType type, Entity<T> entity, T changed) {
        if (type == ChangeType.DELETE) {
            return Map.of("@type", NOTHING);
        }
        var response = new LinkedHashMap<String, Object>();
        response.put("@type", OperationBody.TYPES + entity.type());
        response.putAll(entity.body().apply(changed, new View(Dialect.X, false)));
        return response;
    }
}
