package io.turnpike.storage.jdbc;

import io.turnpike.storage.NodeRegistry;
import java.util.List;

/// Nodes are no part of what is enforced: their reports are in no unit of work, and neither the audit nor the change
/// log knows them.
record JdbcNodeRegistry(Connections connections) implements NodeRegistry {
    @Override
    public void report(Node node) {
        connections.write(handle -> handle.createUpdate("""
                        insert into nodes (name, started, revision, seen_at, version, shares_counters)
                        values (:name, :started, :revision, :seenAt, :version, :sharesCounters)
                        on conflict (name) do update set
                            started = excluded.started, revision = excluded.revision, seen_at = excluded.seen_at,
                            version = excluded.version, shares_counters = excluded.shares_counters
                        """).bindMethods(node).execute());
    }

    @Override
    public List<Node> list() {
        return connections.read(handle -> handle.createQuery("select * from nodes order by name")
                .map((row, _) -> new Node(
                        row.getString("name"),
                        Columns.instant(row, "started"),
                        row.getLong("revision"),
                        Columns.instant(row, "seen_at"),
                        row.getString("version"),
                        row.getBoolean("shares_counters")))
                .list());
    }

    @Override
    public void remove(String name) {
        connections.write(handle -> handle.createUpdate("delete from nodes where name = :name")
                .bind("name", name)
                .execute());
    }
}
