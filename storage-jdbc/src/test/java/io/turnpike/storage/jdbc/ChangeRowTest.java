package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeRowTest {
    private static final UUID ORGANIZATION = new UUID(1, 2);

    static Stream<Change> known() {
        return Stream.of(
                new Change.CatalogueChanged(ORGANIZATION),
                new Change.KeyChanged(ORGANIZATION, new KeyDigest(-1, Long.MIN_VALUE)),
                new Change.TokenChanged(ORGANIZATION, new KeyDigest(1, -2)),
                new Change.OwnerChanged(ORGANIZATION, new Owner.Developer(new UUID(3, 4)), true),
                new Change.OwnerChanged(ORGANIZATION, new Owner.Developer(new UUID(3, 4)), false),
                new Change.OwnerChanged(ORGANIZATION, new Owner.Group(new UUID(3, 4)), true),
                new Change.OwnerChanged(ORGANIZATION, new Owner.Group(new UUID(3, 4)), false),
                new Change.OrganizationDeleted(ORGANIZATION),
                new Change.Noted());
    }

    @ParameterizedTest
    @MethodSource("known")
    void readsWhatItWrote(Change change) {
        assertThat(ChangeRow.of(change).change()).isEqualTo(change);
    }

    @Test
    void readsWhatTheFirstReleaseWrote() {
        UUID developer = new UUID(3, 4);

        assertThat(new ChangeRow(1, "developer-inactive", ORGANIZATION, developer.toString()).change())
                .isEqualTo(new Change.OwnerChanged(ORGANIZATION, new Owner.Developer(developer), false));
    }

    /// extensions 7: an unknown kind of change means a full reload.
    @Test
    void doesNotGuessWhatAnotherReleaseWrote() {
        Change unknown = new Change.Unknown();

        assertThat(new ChangeRow(1, "tier", ORGANIZATION, "").change()).isEqualTo(unknown);
        assertThat(new ChangeRow(2, "key", ORGANIZATION, "").change()).isEqualTo(unknown);
        assertThat(new ChangeRow(1, "key", null, "").change()).isEqualTo(unknown);
    }
}
