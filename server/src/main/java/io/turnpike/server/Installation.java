package io.turnpike.server;

import io.turnpike.access.Caller;

/// The installation itself, where nobody else asks for a unit of work.
///
/// @param operation `CREATE`, `UPDATE` or `DELETE`
record Installation(String operation) implements Caller {
    static final String NAME = "system";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String organization() {
        return "";
    }

    @Override
    public String resource() {
        return "/";
    }

    @Override
    public void committed(long revision) {}
}
