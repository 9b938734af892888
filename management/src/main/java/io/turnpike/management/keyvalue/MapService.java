package io.turnpike.management.keyvalue;

import io.turnpike.access.Caller;
import io.turnpike.management.keyvalue.Level.Place;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.KeyValue;
import io.turnpike.model.KeyValueEntry;
import io.turnpike.model.KeyValueMap;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The rules of key value maps. A map is named by a segment of a path, see `Segments`.
final class MapService {
    /// Most entries that Edge shows in a map.
    private static final int MAX_SHOWN = 1_000;

    private final Storage storage;
    private final Seals seals;
    private final Clock clock;

    MapService(Storage storage, Seals seals, Clock clock) {
        this.storage = storage;
        this.seals = seals;
        this.clock = clock;
    }

    List<String> names(Place place) {
        return storage.read(work -> work.keyValueMaps().names(place.in(work).scope()));
    }

    Found get(Place place, String segment) {
        return storage.read(work -> found(work, require(work, place, segment)));
    }

    /// Makes a map with the entries of the body.
    ///
    /// @throws Refused with `AlreadyExists`
    Found create(Caller caller, Place place, MapBody body) {
        return storage.write(caller, work -> {
            var home = place.in(work);
            var map = new KeyValueMap(
                    UUID.randomUUID(),
                    home.organization(),
                    home.scope(),
                    1,
                    body.name(),
                    body.encrypted(),
                    body.masked().orElse(false),
                    Provenance.made(clock.instant(), caller.name()));
            if (work.keyValueMaps().find(home.scope(), map.name()).isPresent()) {
                throw new Refused(new Problem.AlreadyExists(Kind.KEY_VALUE_MAP, map.name(), home.description()));
            }
            var stored = work.keyValueMaps().insert(map);
            put(work, stored, body.entries());
            return found(work, stored);
        });
    }

    /// Makes or replaces the entries of the body; the others stay. Whether values are masked stays where the body
    /// does not say.
    Found merge(Caller caller, Place place, String segment, MapBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var former = require(work, place, segment);
            body.requireName(former.name());
            expected.require(Kind.KEY_VALUE_MAP, former.name(), former.version());
            boolean masked = body.masked().orElse(former.masked());
            var changed = work.keyValueMaps().update(former.changed(masked, clock.instant(), caller.name()));
            put(work, changed, body.entries());
            return found(work, changed);
        });
    }

    Found delete(Caller caller, Place place, String segment, EntityTag expected) {
        return storage.write(caller, work -> {
            var map = require(work, place, segment);
            expected.require(Kind.KEY_VALUE_MAP, map.name(), map.version());
            var found = found(work, map);
            work.keyValueMaps().delete(map);
            return found;
        });
    }

    static KeyValueMap require(Work work, Place place, String segment) {
        var scope = place.in(work).scope();
        return Segments.find(segment, name -> work.keyValueMaps().find(scope, name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.KEY_VALUE_MAP, segment)));
    }

    private void put(Work work, KeyValueMap map, List<KeyValue> entries) {
        work.keyValueEntries()
                .putAll(entries.stream()
                        .map(entry -> seals.seal(map.id(), entry))
                        .toList());
    }

    private static Found found(Work work, KeyValueMap map) {
        return new Found(map, work.keyValueEntries().list(map.id(), "", MAX_SHOWN));
    }

    /// @param entries the first of the map
    record Found(KeyValueMap map, List<KeyValueEntry> entries) {}
}
