package io.turnpike.management.keyvalue;

import io.turnpike.http.Route;
import io.turnpike.management.wire.Views;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Everything that is served about key value maps, at each level of the tree.
public final class KeyValueRoutes {
    private final MapService maps;
    private final EntryService entries;
    private final KeyValueAnswers answers;

    public KeyValueRoutes(Storage storage, Vault vault, Clock clock, Views views) {
        var seals = new Seals(vault);
        this.maps = new MapService(storage, seals, clock);
        this.entries = new EntryService(storage, seals, clock);
        this.answers = new KeyValueAnswers(seals, views);
    }

    public List<Route> routes() {
        return Arrays.stream(Level.values())
                .flatMap(level -> Stream.of(
                        new MapResource(level, maps, answers).routes(),
                        new EntryResource(level, entries, answers).routes()))
                .flatMap(List::stream)
                .toList();
    }
}
