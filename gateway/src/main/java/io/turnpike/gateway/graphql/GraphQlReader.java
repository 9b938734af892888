package io.turnpike.gateway.graphql;

import io.turnpike.decision.GraphQl;
import io.turnpike.decision.GraphQl.Flaw;
import io.turnpike.decision.GraphQl.Operation;
import io.turnpike.gateway.wire.Query;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells what a call asks of a GraphQL API (runtime 3.2, rulings 2, 4 and 21).
///
/// What two readers could read differently is no request: a member that stands twice, a document in the query of a POST
/// beside the one in its body.
public final class GraphQlReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private GraphQlReader() {}

    /// @param contentType null if there is none
    /// @param query of the target, raw; null if there is none
    /// @param body empty if there is none
    public static GraphQl read(String method, @Nullable String contentType, @Nullable String query, byte[] body) {
        try {
            return switch (method) {
                case "GET" -> body.length == 0 ? ofGet(query) : Flaw.INVALID_REQUEST;
                case "POST" -> ofPost(contentType == null ? "" : contentType, query, body);
                default -> Flaw.INVALID_REQUEST;
            };
        } catch (NotGraphQl | CharacterCodingException | JacksonException _) {
            return Flaw.INVALID_REQUEST;
        }
    }

    private static GraphQl ofGet(@Nullable String query) throws NotGraphQl {
        for (String name : List.of("query", "operationName", "extensions")) {
            requireOnce(query, name);
        }
        String document = Query.first(query, "query");
        String extensions = Query.first(query, "extensions");
        Operation operation = document == null || document.isEmpty()
                ? persisted(extensions == null ? null : JSON.readTree(extensions))
                : ExecutableDocument.read(document, new DocumentParser()).select(Query.first(query, "operationName"));
        return operation.type() == GraphQl.Type.MUTATION
                ? Flaw.MUTATION_OVER_GET
                : new GraphQl.Operations(List.of(operation));
    }

    private static GraphQl ofPost(String contentType, @Nullable String query, byte[] body)
            throws NotGraphQl, CharacterCodingException {
        requireOnce(query, "operationName");
        if (Query.first(query, "query") != null || Query.first(query, "extensions") != null) {
            return Flaw.INVALID_REQUEST;
        }
        String named = Query.first(query, "operationName");
        String text = utf8(body);
        return switch (mediaType(contentType)) {
            case "application/graphql" ->
                new GraphQl.Operations(List.of(
                        ExecutableDocument.read(text, new DocumentParser()).select(named)));
            case "", "application/json", "application/octet-stream", "application/x-www-form-urlencoded" ->
                ofJson(JSON.readTree(text), named);
            default -> Flaw.UNSUPPORTED_TYPE;
        };
    }

    /// @param named in the target, where many clients repeat the name for their logs
    private static GraphQl ofJson(JsonNode json, @Nullable String named) throws NotGraphQl {
        DocumentParser parser = new DocumentParser();
        if (!json.isArray()) {
            return new GraphQl.Operations(List.of(ofRequest(json, named, parser)));
        }
        if (json.isEmpty() || json.size() > GraphQl.Operations.MOST) {
            return Flaw.INVALID_REQUEST;
        }
        List<Operation> operations = new ArrayList<>(json.size());
        for (JsonNode request : json) {
            operations.add(ofRequest(request, null, parser));
        }
        return new GraphQl.Operations(operations);
    }

    private static Operation ofRequest(JsonNode request, @Nullable String named, DocumentParser parser)
            throws NotGraphQl {
        if (!request.isObject()) {
            throw new NotGraphQl();
        }
        String document = text(request, "query");
        String name = text(request, "operationName");
        if (named != null && !named.equals(name)) {
            throw new NotGraphQl();
        }
        return document == null || document.isEmpty()
                ? persisted(request.get("extensions"))
                : ExecutableDocument.read(document, parser).select(name);
    }

    /// A query that is named by its hash, as Apollo's clients send it.
    private static Operation persisted(@Nullable JsonNode extensions) throws NotGraphQl {
        if (extensions == null || !extensions.path("persistedQuery").isObject()) {
            throw new NotGraphQl();
        }
        return new Operation(GraphQl.Type.PERSISTED, "");
    }

    private static @Nullable String text(JsonNode request, String member) throws NotGraphQl {
        JsonNode value = request.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new NotGraphQl();
        }
        return value.stringValue();
    }

    private static void requireOnce(@Nullable String query, String name) throws NotGraphQl {
        if (query != null && Query.isRepeated(query, name)) {
            throw new NotGraphQl();
        }
    }

    /// Without parameters, in lower case. Another character set than UTF-8 is a type that we do not read.
    private static String mediaType(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        if (parameters < 0) {
            return type.strip();
        }
        String rest = type.substring(parameters).replace("\"", "");
        boolean isOther = rest.contains("charset=") && !rest.contains("charset=utf-8");
        return isOther
                ? "of another character set"
                : type.substring(0, parameters).strip();
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
