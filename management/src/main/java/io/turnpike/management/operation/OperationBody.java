package io.turnpike.management.operation;

import io.turnpike.http.Json;
import io.turnpike.model.LongRunningOperation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An operation on the wire; the same in both dialects, since Edge has none.
final class OperationBody {
    static final String TYPES = "type.googleapis.com/google.cloud.apigee.v1.";

    private OperationBody() {}

    static Map<String, Object> write(LongRunningOperation operation) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("@type", TYPES + "OperationMetadata");
        metadata.put("operationType", operation.type().name());
        metadata.put("targetResourceName", operation.target());
        metadata.put("state", "FINISHED");
        var members = new LinkedHashMap<String, Object>();
        members.put("name", "organizations/" + operation.organization() + "/operations/" + operation.id());
        members.put("metadata", metadata);
        members.put("done", true);
        members.put("response", Json.read(operation.response().getBytes(StandardCharsets.UTF_8)));
        return members;
    }
}
