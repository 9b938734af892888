package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.keyValueMap;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.proxy;
import static io.turnpike.storage.Samples.revision;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.Environment;
import io.turnpike.model.KeyValueMap;
import io.turnpike.model.KeyValueMap.Scope;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface KeyValueMapStoreContract extends StorageContract {
    @Test
    default void keepsMapsOfEveryScopeApart() {
        Scopes scopes = scopes();

        for (Scope scope : scopes.all()) {
            KeyValueMap made = keyValueMap(scopes.acme, scope, "m");
            assertThatObject(write(work -> work.keyValueMaps().insert(made))).isEqualTo(made);
            assertThatObject(read(work -> work.keyValueMaps().find(scope, "m"))).isEqualTo(Optional.of(made));
        }
    }

    @Test
    default void keepsWhatAMapSaysOfItself() {
        Scopes scopes = scopes();
        KeyValueMap made = new KeyValueMap(
                UUID.randomUUID(), scopes.acme.id(), scopes.ofEnvironment, 1, "a#b $%", true, true, MADE);

        write(work -> work.keyValueMaps().insert(made));

        assertThatObject(read(work -> work.keyValueMaps().find(scopes.ofEnvironment, "a#b $%")))
                .isEqualTo(Optional.of(made));
        assertThatObject(read(work -> work.keyValueMaps().find(scopes.ofEnvironment, "A#b $%")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void listsTheNamesOfOneScopeInByteOrder() {
        Scopes scopes = scopes();
        change(work -> List.of("b", "B", "a b", "a")
                .forEach(name -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofProxy, name))));

        assertThatList(read(work -> work.keyValueMaps().names(scopes.ofProxy))).containsExactly("B", "a", "a b", "b");
        assertThatList(read(work -> work.keyValueMaps().names(scopes.ofRevision)))
                .isEmpty();
    }

    @Test
    default void refusesASecondMapOfTheSameNameInAScope() {
        Scopes scopes = scopes();
        write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofRevision, "m")));

        assertRefused(
                new Problem.AlreadyExists(Kind.KEY_VALUE_MAP, "m"),
                () -> write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofRevision, "m"))));
    }

    @Test
    default void updatesTheMaskAndRaisesTheVersion() {
        Scopes scopes = scopes();
        KeyValueMap made =
                write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofEnvironment, "m")));
        KeyValueMap changed = made.changed(true, NOW.plusMillis(1), "bob");

        KeyValueMap stored = write(work -> work.keyValueMaps().update(changed));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
        assertThatObject(read(work -> work.keyValueMaps().find(scopes.ofEnvironment, "m")))
                .isEqualTo(Optional.of(stored));
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOneOrOfWhatIsNotThere() {
        Scopes scopes = scopes();
        KeyValueMap read =
                write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofEnvironment, "m")));
        write(work -> work.keyValueMaps().update(read));

        assertRefused(
                new Problem.ChangedMeanwhile(Kind.KEY_VALUE_MAP, "m", 1),
                () -> write(work -> work.keyValueMaps().update(read)));
        assertRefused(
                new Problem.NotFound(Kind.KEY_VALUE_MAP, "n"),
                () -> write(work -> work.keyValueMaps().update(keyValueMap(scopes.acme, scopes.ofEnvironment, "n"))));
    }

    @Test
    default void goesWithWhatItBelongsTo() {
        Scopes scopes = scopes();
        for (Scope scope : scopes.all()) {
            change(work -> {
                KeyValueMap map = work.keyValueMaps().insert(keyValueMap(scopes.acme, scope, "m"));
                work.keyValueEntries().putAll(List.of(Samples.keyValueEntry(map, "k", 1)));
            });
        }

        change(work -> work.proxies().deleteRevision(scopes.proxy, 1));
        assertThat(scopes.all().stream().filter(this::holdsMap))
                .containsExactly(scopes.ofOrganization, scopes.ofEnvironment, scopes.ofProxy);

        change(work -> work.proxies().delete(scopes.proxy));
        assertThat(scopes.all().stream().filter(this::holdsMap))
                .containsExactly(scopes.ofOrganization, scopes.ofEnvironment);

        change(work -> work.environments().delete(work.environments().require(scopes.acme.id(), "test")));
        assertThat(scopes.all().stream().filter(this::holdsMap)).containsExactly(scopes.ofOrganization);

        change(work -> work.organizations().delete(scopes.acme));
        assertThat(scopes.all().stream().filter(this::holdsMap)).isEmpty();
    }

    @Test
    default void deletesOneWithItsEntries() {
        Scopes scopes = scopes();
        KeyValueMap gone =
                write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofEnvironment, "m")));
        KeyValueMap stays =
                write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofEnvironment, "n")));
        change(work -> work.keyValueEntries().putAll(List.of(Samples.keyValueEntry(gone, "k", 1))));
        change(work -> work.keyValueEntries().putAll(List.of(Samples.keyValueEntry(stays, "k", 1))));

        change(work -> work.keyValueMaps().delete(gone));

        assertThatList(read(work -> work.keyValueMaps().names(scopes.ofEnvironment)))
                .containsExactly("n");
        assertThatList(read(work -> work.keyValueEntries().list(gone.id(), "", 10)))
                .isEmpty();
        assertThatList(read(work -> work.keyValueEntries().list(stays.id(), "", 10)))
                .hasSize(1);
    }

    /// The gateway does not use maps: no node builds anything anew.
    @Test
    default void notesChangesThatNoNodeEnforces() {
        Scopes scopes = scopes();
        long before = storage().changes().last();

        KeyValueMap map =
                write(work -> work.keyValueMaps().insert(keyValueMap(scopes.acme, scopes.ofEnvironment, "m")));
        KeyValueMap changed = write(work -> work.keyValueMaps().update(map));
        change(work -> work.keyValueMaps().delete(changed));

        assertThatList(storage().changes().after(before, 10))
                .extracting(ChangeFeed.Entry::change)
                .containsExactly(new Change.Noted(), new Change.Noted(), new Change.Noted());
    }

    private boolean holdsMap(Scope scope) {
        return read(work -> work.keyValueMaps().find(scope, "m")).isPresent();
    }

    private Scopes scopes() {
        return write(work -> {
            Organization acme = work.organizations().insert(organization("acme"));
            Environment test = work.environments().insert(environment(acme, "test"));
            ApiProxy proxy = proxy(acme, "weather");
            ApiProxy stored = work.proxies().insert(proxy, revision(proxy, 1));
            return new Scopes(
                    acme,
                    stored,
                    new Scope.OfOrganization(acme.id()),
                    new Scope.OfEnvironment(test.id()),
                    new Scope.OfProxy(proxy.id()),
                    new Scope.OfRevision(proxy.id(), 1));
        });
    }

    /// One of each kind, in one organization.
    record Scopes(
            Organization acme,
            ApiProxy proxy,
            Scope ofOrganization,
            Scope ofEnvironment,
            Scope ofProxy,
            Scope ofRevision) {
        List<Scope> all() {
            return List.of(ofOrganization, ofEnvironment, ofProxy, ofRevision);
        }
    }
}
