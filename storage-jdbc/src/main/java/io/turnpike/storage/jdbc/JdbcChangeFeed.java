package io.turnpike.storage.jdbc;

import io.turnpike.storage.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the change log. Its doorbell wakes one who waits; a notice may be lost, so nobody
/// waits longer than a second.
record JdbcChangeFeed(Connections connections, Doorbell bell) implements ChangeFeed {
    private static final Duration POLL = Duration.ofSeconds(1);

    @Override
    public List<Entry> after(long revision, int max) {
        return connections.read(handle -> handle.createQuery("""
                        select revision, format, kind, organization, payload from change_log
                        where revision > :revision order by revision limit :max
                        """)
                .bind("revision", revision)
                .bind("max", max)
                .map((row, _) -> {
                    byte @Nullable [] organization = row.getBytes("organization");
                    ChangeRow stored = new ChangeRow(
                            row.getInt("format"),
                            row.getString("kind"),
                            organization == null ? null : Columns.uuid(organization),
                            row.getString("payload"));
                    return new Entry(row.getLong("revision"), stored.change());
                })
                .list());
    }

    @Override
    public long last() {
        return number("select revision from installation");
    }

    @Override
    public long epoch() {
        return number("select epoch from installation");
    }

    @Override
    public int forget(long revision, Instant end, int max) {
        return connections.write(handle -> handle.createUpdate("""
                        delete from change_log where revision in
                            (select revision from change_log where revision <= :revision and at < :end
                             order by revision limit :max)
                        """)
                .bind("revision", revision)
                .bind("end", end)
                .bind("max", max)
                .execute());
    }

    @Override
    public void await(Duration atMost) throws InterruptedException {
        bell.await(atMost.compareTo(POLL) < 0 ? atMost : POLL);
    }

    private long number(String sql) {
        return connections.read(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
