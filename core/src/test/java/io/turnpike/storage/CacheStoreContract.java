package io.turnpike.storage;

import io.turnpike.model.Cache;
import java.util.List;
import java.util.UUID;

public interface CacheStoreContract extends NamedStoreContract<Cache> {
    @Override
    default NamedStore<Cache> store(Work work) {
        return work.caches();
    }

    @Override
    default List<Cache> contents() {
        return List.of(new Cache("{}"), new Cache("{\"description\":\"second\"}"));
    }

    @Override
    default Change noted(UUID organization) {
        return new Change.Noted();
    }
}
