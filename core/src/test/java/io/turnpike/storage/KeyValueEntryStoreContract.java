package io.turnpike.storage;

import static io.turnpike.storage.Samples.keyValueEntry;
import static io.turnpike.storage.Samples.keyValueMap;
import static io.turnpike.storage.Samples.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.KeyValueEntry;
import io.turnpike.model.KeyValueMap;
import io.turnpike.model.KeyValueMap.Scope;
import io.turnpike.model.Organization;
import io.turnpike.secret.SealedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

public interface KeyValueEntryStoreContract extends StorageContract {
    @Test
    default void readsWhatWasPut() {
        KeyValueMap map = map("m");
        KeyValueEntry entry = keyValueEntry(map, "a $.", 1);

        change(work -> work.keyValueEntries().putAll(List.of(entry, keyValueEntry(map, "b", 2))));

        assertThatObject(read(work -> work.keyValueEntries().find(map.id(), "a $.")))
                .isEqualTo(Optional.of(entry));
        assertThatObject(read(work -> work.keyValueEntries().find(map.id(), "A $.")))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.keyValueEntries().find(map("n").id(), "b")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void replacesThoseThatAreThereAndLeavesTheOthers() {
        KeyValueMap map = map("m");
        change(work -> work.keyValueEntries().putAll(List.of(keyValueEntry(map, "a", 1), keyValueEntry(map, "b", 1))));

        change(work -> work.keyValueEntries().putAll(List.of(keyValueEntry(map, "c", 2), keyValueEntry(map, "b", 2))));

        assertThatList(all(map))
                .containsExactly(
                        keyValueEntry(map, "a", 1),
                        new KeyValueEntry(
                                map.id(), "b", 2, keyValueEntry(map, "b", 2).value()),
                        keyValueEntry(map, "c", 2));
    }

    @Test
    default void pagesBehindANameInByteOrder() {
        KeyValueMap map = map("m");
        List<String> names = List.of("A", "B", "_", "a", "a b", "a-b", "ab", "b");
        change(work -> work.keyValueEntries()
                .putAll(names.reversed().stream()
                        .map(name -> keyValueEntry(map, name, 1))
                        .toList()));

        assertThat(page(map, "", 100)).isEqualTo(names);
        assertThat(page(map, "", 2)).containsExactly("A", "B");
        assertThat(page(map, "B", 3)).containsExactly("_", "a", "a b");
        assertThat(page(map, "aa", 2)).containsExactly("ab", "b");
        assertThat(page(map, "b", 2)).isEmpty();
        assertThatObject(read(work -> work.keyValueEntries().hasAfter(map.id(), "ab")))
                .isEqualTo(true);
        assertThatObject(read(work -> work.keyValueEntries().hasAfter(map.id(), "b")))
                .isEqualTo(false);
    }

    @Test
    default void listsNamesFromAStartKeyOn() {
        KeyValueMap map = map("m");
        change(work -> work.keyValueEntries()
                .putAll(List.of("c", "a", "b").stream()
                        .map(name -> keyValueEntry(map, name, 1))
                        .toList()));

        assertThatList(read(work -> work.keyValueEntries().names(map.id(), Page.ALL)))
                .containsExactly("a", "b", "c");
        assertThatList(read(work -> work.keyValueEntries().names(map.id(), new Page("b", 1))))
                .containsExactly("b");
    }

    /// Nine values of half a mebibyte: the eighth fills the page.
    @Test
    default void endsAPageWhereItsValuesAreLarge() {
        KeyValueMap map = map("m");
        change(work -> work.keyValueEntries()
                .putAll(IntStream.range(0, 9)
                        .mapToObj(i -> new KeyValueEntry(
                                map.id(),
                                "k" + i,
                                1,
                                new SealedText("0badcafe", new byte[KeyValueEntryStore.MAX_PAGE_BYTES / 8])))
                        .toList()));

        assertThat(page(map, "", 100)).hasSize(8).endsWith("k7");
        assertThat(page(map, "k7", 100)).containsExactly("k8");
    }

    @Test
    default void showsAValueThatIsLargerThanAPage() {
        KeyValueMap map = map("m");
        change(work -> work.keyValueEntries()
                .putAll(List.of(
                        new KeyValueEntry(
                                map.id(),
                                "a",
                                1,
                                new SealedText("0badcafe", new byte[KeyValueEntryStore.MAX_PAGE_BYTES + 1])),
                        keyValueEntry(map, "b", 1))));

        assertThat(page(map, "", 100)).containsExactly("a");
    }

    @Test
    default void deletesOne() {
        KeyValueMap map = map("m");
        KeyValueEntry gone = keyValueEntry(map, "a", 1);
        change(work -> work.keyValueEntries().putAll(List.of(gone, keyValueEntry(map, "b", 1))));

        change(work -> work.keyValueEntries().delete(gone));

        assertThat(page(map, "", 10)).containsExactly("b");
    }

    @Test
    default void knowsTheMasterKeyOfItsValues() {
        KeyValueMap map = map("m");
        assertThatObject(read(work -> work.keyValueEntries().masterKey())).isEqualTo(Optional.empty());

        change(work -> work.keyValueEntries().putAll(List.of(keyValueEntry(map, "a", 1), keyValueEntry(map, "b", 1))));

        assertThatObject(read(work -> work.keyValueEntries().masterKey())).isEqualTo(Optional.of("key-1"));
    }

    /// Each writer puts a value with its own master key; if two mixed, some entry would hold halves of both.
    @Test
    @Timeout(120)
    default void writersOfOneEntryNeverMix() throws Exception {
        KeyValueMap map = map("m");
        int writers = 8;
        int rounds = 10;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                List<KeyValueEntry> entries = entriesInAnyOrder(map, writer);
                running.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        change(work -> work.keyValueEntries().putAll(entries));
                        all(map).forEach(KeyValueEntryStoreContract::assertOfOneWriter);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        assertThatList(all(map)).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.version()).isEqualTo((long) writers * rounds);
            assertOfOneWriter(entry);
        });
    }

    private static List<KeyValueEntry> entriesInAnyOrder(KeyValueMap map, int writer) {
        List<KeyValueEntry> entries = List.of(keyValueEntry(map, "a", writer), keyValueEntry(map, "b", writer));
        return writer % 2 == 0 ? entries : entries.reversed();
    }

    private static void assertOfOneWriter(KeyValueEntry entry) {
        assertThat(entry.value().masterKey()).isEqualTo("key-" + entry.value().bytes()[0]);
    }

    private List<KeyValueEntry> all(KeyValueMap map) {
        return read(work -> work.keyValueEntries().list(map.id(), "", 1000));
    }

    private List<String> page(KeyValueMap map, String after, int count) {
        return read(work -> work.keyValueEntries().list(map.id(), after, count)).stream()
                .map(KeyValueEntry::name)
                .toList();
    }

    /// In an organization of its own.
    private KeyValueMap map(String name) {
        return write(work -> {
            Organization owner = work.organizations().insert(organization("o" + name));
            return work.keyValueMaps().insert(keyValueMap(owner, new Scope.OfOrganization(owner.id()), name));
        });
    }
}
