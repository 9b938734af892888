package io.turnpike.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.turnpike.chance.Chance;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final IndexedOwner DEVELOPER = new IndexedOwner(new Owner.Developer(new UUID(0, 1)), true);

    private final KeyIndex index = new KeyIndex();

    @Test
    void findsWhatWasPut() {
        index.put(digest(1), key(1));
        index.put(digest(2), key(2));

        assertThat(number(1)).isEqualTo(1);
        assertThat(number(2)).isEqualTo(2);
        assertThat(index.find(digest(3))).isNull();
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void replacesInPlace() {
        index.put(digest(1), key(1));
        index.put(digest(1), key(9));

        assertThat(number(1)).isEqualTo(9);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void removesAndTakesUpAgain() {
        index.put(digest(1), key(1));
        index.remove(digest(1));
        index.remove(digest(1));
        index.remove(digest(2));

        assertThat(index.find(digest(1))).isNull();
        assertThat(index.size()).isZero();

        index.put(digest(1), key(7));
        assertThat(number(1)).isEqualTo(7);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void tellsDigestsApartThatBeginAlike() {
        IntStream.range(0, 500).forEach(i -> index.put(new KeyDigest(42, i), key(i)));
        IntStream.range(0, 500).filter(i -> i % 2 == 0).forEach(i -> index.remove(new KeyDigest(42, i)));

        assertThat(IntStream.range(0, 500)).allSatisfy(i -> {
            var found = index.find(new KeyDigest(42, i));
            assertThat(found == null).isEqualTo(i % 2 == 0);
            assertThat(found == null || found.expiresAt() == i).isTrue();
        });
    }

    @Test
    void agreesWithAMapUnderRandomChanges() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<Integer, Long> expected = new HashMap<>();
        for (long step = 0; step < 400_000; step++) {
            int number = random.nextInt(5000);
            if (random.nextInt(5) < 2) {
                index.remove(digest(number));
                expected.remove(number);
            } else {
                index.put(digest(number), key(step));
                expected.put(number, step);
            }
        }

        assertThat(index.size()).as("seed %d", seed).isEqualTo(expected.size());
        assertThat(IntStream.range(0, 5000))
                .as("seed %d", seed)
                .allSatisfy(i -> assertThat(number(i)).isEqualTo(expected.getOrDefault(i, -1L)));
    }

    @Test
    void doesNotCopyItselfOverAndOverWhileKeysComeAndGo() {
        int size = 0;
        for (; size < 614; size++) {
            index.put(digest(size), key(size));
        }
        IndexedKey key = key(0);
        long before = allocated();
        for (int i = 0; i < 20_000; i++) {
            index.remove(digest(size - 614));
            index.put(digest(size++), key);
        }

        assertThat(allocated() - before).as("bytes of 20,000 changes").isLessThan(20_000 * 1_000L);
        assertThat(index.size()).isEqualTo(614);
    }

    @Test
    void readersSeeEachKeyWholeWhileItChanges() throws Exception {
        int keys = 3000;
        IntStream.range(0, keys).forEach(i -> index.put(digest(i), key(i)));
        var running = new AtomicBoolean(true);
        var started = new CountDownLatch(2);
        Callable<Long> reader = () -> {
            long read = 0;
            started.countDown();
            while (running.get() || read < keys) {
                int wanted = (int) (read++ % keys);
                IndexedKey found = index.find(digest(wanted));
                if (found == null ? wanted % 3 != 0 : found.expiresAt() % keys != wanted) {
                    throw new AssertionError("key " + wanted + " led elsewhere");
                }
            }
            return read;
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Long>> readers = List.of(threads.submit(reader), threads.submit(reader));
            started.await();
            try {
                changeAll(keys);
            } finally {
                running.set(false);
            }
            for (Future<Long> done : readers) {
                assertThat(done.get()).isGreaterThanOrEqualTo(keys);
            }
        }
    }

    /// Every third key is removed and put back; the others are replaced, and a crowd of new ones makes the table
    /// grow.
    private void changeAll(int keys) {
        for (int round = 1; round <= 60; round++) {
            for (int i = 0; i < keys; i++) {
                if (i % 3 == 0) {
                    index.remove(digest(i));
                }
                index.put(digest(i), key(i + (long) round * keys));
            }
            for (int i = 0; i < 500; i++) {
                index.put(digest(1_000_000 + round * 500 + i), key(0));
            }
        }
    }

    @Test
    void holdsAMillionKeysInAboutFiftyBytesEachBesideTheKeysThemselves() {
        IndexedKey key = key(1);
        Random random = new Random(1);
        long before = allocated();
        for (int i = 0; i < 1_000_000; i++) {
            index.put(new KeyDigest(random.nextLong(), random.nextLong()), key);
        }
        long atMostWithAllTablesOnTheWay = 2 * 1_000_000 * 50L + 1_000_000 * 32L;

        assertThat(allocated() - before).isLessThan(atMostWithAllTablesOnTheWay);
        assertThat(index.size()).isEqualTo(1_000_000);
    }

    @Test
    void sharesAnOwnerAmongHisKeys() {
        var one = index.owner(new Owner.Developer(new UUID(0, 5)), true);

        assertThat(index.owner(new Owner.Developer(new UUID(0, 5)), false)).isSameAs(one);
        assertThat(one.isActive()).isFalse();
        assertThat(index.owner(new Owner.Developer(new UUID(0, 6)), true)).isNotSameAs(one);
        assertThat(index.owner(new Owner.Group(new UUID(0, 5)), true)).isNotSameAs(one);
    }

    @Test
    void forgetsAnOwnerWithTheLastOfHisKeys() {
        var ada = new Owner.Developer(new UUID(0, 5));
        var bob = new Owner.Developer(new UUID(0, 6));
        var first = index.owner(ada, true);
        index.put(digest(1), key(1, first));
        index.put(digest(2), key(2, index.owner(ada, true)));
        index.put(digest(1), key(3, index.owner(ada, true)));

        index.remove(digest(1));
        assertThat(index.owner(ada, true)).isSameAs(first);

        index.put(digest(2), key(4, index.owner(bob, true)));
        assertThat(index.owner(ada, true)).isNotSameAs(first);
    }

    @Test
    void opensAndClosesAllKeysOfAnOwnerWhomItKnows() {
        var ada = new Owner.Developer(new UUID(0, 5));
        index.put(digest(1), key(1, index.owner(ada, true)));

        index.setActive(ada, false);
        index.setActive(new Owner.Group(new UUID(0, 5)), true);
        assertThat(index.find(digest(1)).owner().isActive()).isFalse();

        index.setActive(ada, true);
        assertThat(index.find(digest(1)).owner().isActive()).isTrue();
    }

    @Test
    void tellsTheAddressOfADeveloperWhomItKnows() {
        var ada = new Owner.Developer(new UUID(0, 5));
        index.put(digest(1), key(1, index.owner(ada, true)));
        index.put(digest(2), key(2, index.owner(new Owner.Group(ada.id()), true)));

        index.setEmail(ada.id(), "ada@example.com");
        index.setEmail(new UUID(0, 6), "bob@example.com");

        assertThat(index.find(digest(1)).owner().email()).isEqualTo("ada@example.com");
        assertThat(index.find(digest(2)).owner().email()).isEmpty();
    }

    private long number(long of) {
        var found = index.find(digest(of));
        return found == null ? -1 : found.expiresAt();
    }

    private static KeyDigest digest(long number) {
        return new KeyDigest(number * 0x9e3779b97f4a7c15L, ~number);
    }

    private static IndexedKey key(long number) {
        return key(number, DEVELOPER);
    }

    private static IndexedKey key(long number, IndexedOwner owner) {
        return new IndexedKey(
                new UUID(1, number),
                Status.APPROVED,
                number,
                new IndexedKey.AppState(new UUID(2, number), "shop", Status.APPROVED),
                owner,
                List.of());
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
