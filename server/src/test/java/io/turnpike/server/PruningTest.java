package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.AccessToken;
import io.turnpike.model.Environment;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.server.NodeConfig.Keep;
import io.turnpike.storage.AuditStore.AuditEntry;
import io.turnpike.storage.AuditStore.Outcome;
import io.turnpike.storage.ChangeFeed;
import io.turnpike.storage.NodeRegistry.Node;
import io.turnpike.storage.Samples;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Keep KEEP = new Keep(Duration.ofDays(400), Duration.ofDays(1), Duration.ofDays(500));

    @TempDir
    private Path folder;

    private Storage storage;

    /// Three changes at noon, and a denied call.
    @BeforeEach
    void fill() {
        Clock noon = Clock.fixed(NOON, ZoneOffset.UTC);
        storage = JdbcStorage.open(new StorageConfig("jdbc:sqlite:" + folder.resolve("turnpike.db")), noon);
        for (String name : List.of("one", "two", "three")) {
            storage.write(new Installation("CREATE"), work -> {
                work.users().insert(new User(UUID.randomUUID(), name, "$hash", null));
                return work;
            });
        }
        storage.write(new Installation("READ"), work -> {
            work.audit().insert(new Installation("READ"), NOON, Outcome.DENIED);
            return work;
        });
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void keepsChangesForADayAndUntilEveryNodeHasSeenThem() {
        report("a", 3);
        report("b", 2);

        pruneAt(NOON.plus(Duration.ofDays(1)));
        assertThat(revisions()).as("a day old, not older").containsExactly(1L, 2L, 3L);

        pruneAt(NOON.plus(Duration.ofDays(1)).plusMillis(1));
        assertThat(revisions()).containsExactly(3L);
        report("b", 3);
        pruneAt(NOON.plus(Duration.ofDays(1)).plusMillis(1));
        assertThat(revisions()).isEmpty();
        assertThat(storage.changes().last()).isEqualTo(3);
        assertThat(audited()).hasSize(4);
    }

    @Test
    void deletesNoChangeWhileNoNodeIsListed() {
        pruneAt(NOON.plus(Duration.ofDays(2)));

        assertThat(revisions()).hasSize(3);
    }

    @Test
    void keepsTheAuditForFourHundredDays() {
        pruneAt(NOON.plus(Duration.ofDays(400)));
        assertThat(audited()).hasSize(4);

        pruneAt(NOON.plus(Duration.ofDays(400)).plusMillis(1));
        assertThat(audited()).isEmpty();
        assertThat(storage.changes().last()).as("that is no change").isEqualTo(3);
    }

    @Test
    void keepsTokensForAnHourBehindTheirEnd() {
        Environment test = storage.write(new Installation("CREATE"), work -> Samples.stored(work, "acme"));
        KeyDigest digest = new KeyDigest(1, 2);
        storage.write(new Installation("CREATE"), work -> {
            work.accessTokens()
                    .put(new AccessToken(
                            digest, "key-1", Samples.client(test), null, List.of(), NOON, NOON, Status.APPROVED));
            return work;
        });

        pruneAt(NOON.plus(Duration.ofHours(1)));
        assertThat(isStored(digest)).isTrue();
        pruneAt(NOON.plus(Duration.ofHours(1)).plusMillis(1));
        assertThat(isStored(digest)).isFalse();
    }

    private boolean isStored(KeyDigest token) {
        return storage.read(work -> work.accessTokens().find(token).isPresent());
    }

    private void pruneAt(Instant now) {
        new Pruning(storage, KEEP, Clock.fixed(now, ZoneOffset.UTC)).run();
    }

    private void report(String name, long revision) {
        storage.nodes().report(new Node(name, NOON, revision, NOON, "0.1", true));
    }

    private List<Long> revisions() {
        return storage.changes().after(0, 10).stream()
                .map(ChangeFeed.Entry::revision)
                .toList();
    }

    private List<AuditEntry> audited() {
        return storage.read(work -> work.audit().newest("", 10));
    }
}
