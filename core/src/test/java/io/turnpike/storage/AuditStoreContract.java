package io.turnpike.storage;

import static io.turnpike.storage.Samples.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.storage.AuditStore.AuditEntry;
import io.turnpike.storage.AuditStore.Outcome;
import io.turnpike.storage.AuditStore.Period;
import io.turnpike.storage.AuditStore.Search;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

public interface AuditStoreContract extends StorageContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    Period EVER = new Period(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    @Test
    default void notesADeniedCallWhichIsNoChange() {
        denied("READ", "/v1/organizations/acme/apiproducts/gold", NOON);

        assertThat(storage().changes().last()).isZero();
        assertThatList(found(new Search("acme", "", true, "", "", EVER, 10)))
                .containsExactly(new AuditEntry(
                        0, NOON, "ada", "READ", "acme", "/v1/organizations/acme/apiproducts/gold", Outcome.DENIED));
    }

    @Test
    default void findsThePathAndWhatLiesBelowIt() {
        String products = "/v1/organizations/acme/apiproducts";
        for (String path : List.of("", "/gold", "/gold/attributes", "/gold:move", "/golden", "/%old")) {
            denied("UPDATE", products + path, NOON);
        }

        assertThatList(found(new Search("", products + "/gold", true, "", "", EVER, 10)))
                .extracting(AuditEntry::resource)
                .containsExactlyInAnyOrder(products + "/gold", products + "/gold/attributes", products + "/gold:move");
        assertThatList(found(new Search("", products + "/gold", false, "", "", EVER, 10)))
                .extracting(AuditEntry::resource)
                .containsExactly(products + "/gold");
        assertThatList(found(new Search("globex", products, true, "", "", EVER, 10)))
                .isEmpty();
    }

    @Test
    default void findsByUserOperationAndTimeNewestFirst() {
        denied("UPDATE", "/one", NOON);
        denied("DELETE", "/two", NOON.plusSeconds(1));
        denied("UPDATE", "/three", NOON.plusSeconds(2));
        Period firstTwo = new Period(NOON, NOON.plusSeconds(2));

        assertThatList(found(new Search("", "", true, "ada", "", firstTwo, 10)))
                .extracting(AuditEntry::resource)
                .containsExactly("/two", "/one");
        assertThatList(found(new Search("", "", true, "", "UPDATE", EVER, 1)))
                .extracting(AuditEntry::resource)
                .containsExactly("/three");
        assertThatList(found(new Search("", "", true, "bob", "", EVER, 10))).isEmpty();
    }

    @Test
    default void deletesTheOldestBeforeATime() {
        write(work -> work.organizations().insert(organization("acme")));
        for (int second = 0; second < 5; second++) {
            denied("UPDATE", "/" + second, NOON.plusSeconds(second));
        }

        assertThatObject(write(work -> work.audit().deleteBefore(NOON.plusSeconds(3), 2)))
                .isEqualTo(2);
        assertThatList(found(new Search("", "", true, "", "", new Period(NOON, NOON.plusSeconds(9)), 10)))
                .extracting(AuditEntry::resource)
                .containsExactly("/4", "/3", "/2");
        assertThatObject(write(work -> work.audit().deleteBefore(NOON.plusSeconds(3), 2)))
                .isEqualTo(1);
        assertThatObject(write(work -> work.audit().deleteBefore(NOON.plusSeconds(3), 2)))
                .isEqualTo(0);
    }

    private void denied(String operation, String resource, Instant at) {
        var caller = new RecordingCaller(operation, resource);
        storage().write(caller, work -> {
            work.audit().insert(caller, at, Outcome.DENIED);
            return caller;
        });
    }

    private List<AuditEntry> found(Search search) {
        return read(work -> work.audit().find(search));
    }
}
