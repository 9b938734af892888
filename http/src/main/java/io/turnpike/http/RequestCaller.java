package io.turnpike.http;

import io.turnpike.access.Caller;
import java.util.OptionalLong;

/// The caller of one call.
final class RequestCaller implements Caller {
    private final String name;
    private final String operation;
    private final String organization;
    private final String resource;
    private final boolean lists;
    private OptionalLong revision = OptionalLong.empty();

    RequestCaller(String name, String method, Match match) {
        this.name = name;
        this.operation = switch (method) {
            case "GET", "HEAD" -> "READ";
            case "POST" -> "CREATE";
            case "DELETE" -> "DELETE";
            default -> "UPDATE";
        };
        this.organization = match.organization();
        this.resource = match.resource();
        this.lists = method.equals("POST") && match.endsInList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String operation() {
        return operation;
    }

    @Override
    public String organization() {
        return organization;
    }

    @Override
    public String resource() {
        return resource;
    }

    @Override
    public String made(String made) {
        return lists ? resource + "/" + Text.encode(made) : resource;
    }

    @Override
    public void committed(long place) {
        revision = OptionalLong.of(place);
    }

    OptionalLong revision() {
        return revision;
    }
}
