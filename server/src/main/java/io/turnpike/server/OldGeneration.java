package io.turnpike.server;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/// Keeps the process as small as its data. The serial collector, with which `./turnpike start` runs, lets its old
/// generation fill the whole heap before it collects it: here that happens once it holds half as much again as
/// what lived the last time. Other collectors look after that themselves, so nothing is done under them.
final class OldGeneration implements Runnable {
    /// Bytes that are not worth a collection.
    static final long LEAST = 48L << 20;

    private final LongSupplier used;
    private final Runnable collection;
    private long most = LEAST;

    /// @param used bytes of the old generation, garbage included
    /// @param collection collects all of it
    OldGeneration(LongSupplier used, Runnable collection) {
        this.used = used;
        this.collection = collection;
    }

    static OldGeneration ofThisProcess() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findAny()
                .map(pool -> new OldGeneration(() -> pool.getUsage().getUsed(), System::gc))
                .orElseGet(() -> new OldGeneration(() -> 0, () -> {}));
    }

    @Override
    public void run() {
        if (used.getAsLong() > most) {
            collection.run();
            most = Math.max(LEAST, used.getAsLong() / 2 * 3);
        }
    }
}
