package io.turnpike.management.system;

import io.turnpike.access.Permission;
import io.turnpike.http.Route;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a route may answer in place of what was asked for; each in the shape of the call's dialect.
enum Refusals {
    BAD_REQUEST("400", "The call is malformed, or breaks a rule that the message names"),
    UNAUTHENTICATED("401", "Credentials are missing or wrong"),
    FORBIDDEN("403", "The caller lacks the permission of this operation"),
    NOT_FOUND("404", "Something that the path names does not exist"),
    CONFLICT("409", "It exists already, or its state forbids the change"),
    CHANGED_MEANWHILE("412", "`If-Match` names another version than the stored one"),
    TOO_LARGE("413", "The body is larger than is read"),
    UNSUPPORTED_MEDIA_TYPE("415", "The body has a type that is not read here"),
    TOO_MANY_ATTEMPTS("429", "Too many sign-ins failed; `Retry-After` tells when to try again"),
    FAILED("default", "The server failed, or its database does not answer; nothing was changed");

    private final String status;
    private final String meaning;

    Refusals(String status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    static Set<Refusals> of(Route route) {
        var all = EnumSet.of(BAD_REQUEST, FAILED);
        boolean isWrite = !route.method().equals("GET");
        if (route.permission() != Permission.NONE) {
            all.addAll(EnumSet.of(UNAUTHENTICATED, FORBIDDEN, TOO_MANY_ATTEMPTS));
        }
        if (route.template().contains("{")) {
            all.add(NOT_FOUND);
        }
        if (isWrite) {
            all.add(CONFLICT);
        }
        if (route.description().guarded()) {
            all.add(CHANGED_MEANWHILE);
        }
        if (!route.description().request().isEmpty()) {
            all.addAll(EnumSet.of(TOO_LARGE, UNSUPPORTED_MEDIA_TYPE));
        }
        return all;
    }

    /// All of them, as components by their names.
    static Map<String, Object> responses() {
        var responses = new LinkedHashMap<String, Object>();
        for (Refusals each : values()) {
            responses.put(each.name(), each.response());
        }
        return responses;
    }

    String status() {
        return status;
    }

    Map<String, Object> reference() {
        return Map.of("$ref", "#/components/responses/" + name());
    }

    private Map<String, Object> response() {
        return Map.of(
                "description",
                meaning,
                "content",
                Map.of(
                        "application/json", Map.of("schema", Map.of("$ref", Schemas.reference("Error"))),
                        "application/xml", Map.of("schema", Map.of("$ref", Schemas.reference("ErrorOfEdge")))));
    }
}
