package io.turnpike.management.keyvalue;

import io.turnpike.access.Caller;
import io.turnpike.management.keyvalue.Level.Place;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.KeyValue;
import io.turnpike.model.KeyValueEntry;
import io.turnpike.model.KeyValueMap;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;

/// The rules of entries of key value maps. Each change of an entry is also one of its map.
final class EntryService {
    private final Storage storage;
    private final Seals seals;
    private final Clock clock;

    EntryService(Storage storage, Seals seals, Clock clock) {
        this.storage = storage;
        this.seals = seals;
        this.clock = clock;
    }

    /// @param after name behind which the page starts, or empty
    Stretch list(Place place, String map, String after, int count) {
        return storage.read(work -> {
            var found = MapService.require(work, place, map);
            var entries = work.keyValueEntries().list(found.id(), after, count);
            boolean more = !entries.isEmpty()
                    && work.keyValueEntries()
                            .hasAfter(found.id(), entries.getLast().name());
            return new Stretch(found, entries, more);
        });
    }

    /// @throws Refused with `NoSuchStart`
    List<String> names(Place place, String map, Page page) {
        return storage.read(work -> {
            var found = MapService.require(work, place, map);
            var names = work.keyValueEntries().names(found.id(), page);
            return Paging.checked(names, page, Kind.KEY_VALUE_ENTRY, name -> name);
        });
    }

    Found get(Place place, String map, String segment) {
        return storage.read(work -> {
            var found = MapService.require(work, place, map);
            return new Found(found, require(work, found, segment));
        });
    }

    /// @throws Refused with `AlreadyExists`
    Found create(Caller caller, Place place, String map, KeyValue body) {
        return storage.write(caller, work -> {
            var found = MapService.require(work, place, map);
            if (work.keyValueEntries().find(found.id(), body.name()).isPresent()) {
                throw new Refused(
                        new Problem.AlreadyExists(Kind.KEY_VALUE_ENTRY, body.name(), "KeyValueMap " + found.name()));
            }
            return put(work, caller, found, body);
        });
    }

    /// Replaces the value.
    Found update(Caller caller, Place place, String map, String segment, Fields body, EntityTag expected) {
        return storage.write(caller, work -> {
            var found = MapService.require(work, place, map);
            var former = require(work, found, segment);
            body.requireName(former.name());
            expected.require(Kind.KEY_VALUE_ENTRY, former.name(), former.version());
            return put(work, caller, found, MapBody.entry(body, former.name()));
        });
    }

    Found delete(Caller caller, Place place, String map, String segment, EntityTag expected) {
        return storage.write(caller, work -> {
            var found = MapService.require(work, place, map);
            var gone = require(work, found, segment);
            expected.require(Kind.KEY_VALUE_ENTRY, gone.name(), gone.version());
            work.keyValueEntries().delete(gone);
            touch(work, caller, found);
            return new Found(found, gone);
        });
    }

    private Found put(Work work, Caller caller, KeyValueMap map, KeyValue plain) {
        work.keyValueEntries().putAll(List.of(seals.seal(map.id(), plain)));
        touch(work, caller, map);
        return new Found(map, require(work, map, plain.name()));
    }

    private void touch(Work work, Caller caller, KeyValueMap map) {
        work.keyValueMaps().update(map.changed(map.masked(), clock.instant(), caller.name()));
    }

    private static KeyValueEntry require(Work work, KeyValueMap map, String segment) {
        return Segments.find(segment, name -> work.keyValueEntries().find(map.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.KEY_VALUE_ENTRY, segment)));
    }

    record Found(KeyValueMap map, KeyValueEntry entry) {}

    /// @param more whether entries follow
    record Stretch(KeyValueMap map, List<KeyValueEntry> entries, boolean more) {}
}
