package io.turnpike.management.named;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Json;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.model.Cache;
import io.turnpike.problem.Kind;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.Work;
import java.util.Optional;

/// Caches on the wire: what was sent, with the name.
///
/// Source: management-api 24.2.
final class Caches implements Sort<Cache> {
    @Override
    public Kind kind() {
        return Kind.CACHE;
    }

    @Override
    public String segment() {
        return "caches";
    }

    @Override
    public Title title() {
        return new Title("Cache", "a cache", "caches");
    }

    @Override
    public NamedStore<Cache> in(Work work) {
        return work.caches();
    }

    @Override
    public boolean isCleared() {
        return true;
    }

    @Override
    public Cache read(Fields body, Optional<Cache> former) {
        return new Cache(new String(Json.write(body.without("name")), UTF_8));
    }

    @Override
    public void write(Cache cache, Members members) {
        var settings = Json.read(cache.settings().getBytes(UTF_8));
        settings.properties().forEach(each -> members.value(each.getKey(), each.getValue()));
    }
}
