package io.turnpike.storage;

import io.turnpike.access.Caller;

/// A caller who remembers the revision that he was told last; 0 before the first.
public final class RecordingCaller implements Caller {
    private final String operation;
    private final String resource;
    private long committed;

    public RecordingCaller(String operation, String resource) {
        this.operation = operation;
        this.resource = resource;
    }

    public static RecordingCaller anyone() {
        return new RecordingCaller("UPDATE", "/v1/organizations/acme");
    }

    public long committed() {
        return committed;
    }

    @Override
    public String name() {
        return "ada";
    }

    @Override
    public String organization() {
        return "acme";
    }

    @Override
    public String operation() {
        return operation;
    }

    @Override
    public String resource() {
        return resource;
    }

    @Override
    public void committed(long revision) {
        committed = revision;
    }
}
