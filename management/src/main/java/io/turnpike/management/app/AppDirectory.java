package io.turnpike.management.app;

import io.turnpike.access.Caller;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;

/// All apps of an organization, found by id or by what clients ask for.
final class AppDirectory {
    private final Storage storage;
    private final Vault vault;

    AppDirectory(Storage storage, Vault vault) {
        this.storage = storage;
        this.vault = vault;
    }

    FullApp get(String organization, String id) {
        return storage.read(work -> new Assembly(work)
                .app(AppSearch.require(work, work.organizations().require(organization), id)));
    }

    /// @return as it was
    FullApp delete(Caller caller, String organization, String id) {
        return storage.write(caller, work -> {
            var deleted = new Assembly(work)
                    .app(AppSearch.require(work, work.organizations().require(organization), id));
            work.apps().delete(deleted.app());
            return deleted;
        });
    }

    /// A stretch of the apps that the query wants, in order of their ids.
    ///
    /// @param shape what is wanted of the apps, in the unit of work that lists them
    /// @throws Refused with `NoSuchStart`
    <T> Stretch<T> list(
            String organization, AppQuery query, AppPage page, BiFunction<Work, List<UUID>, List<T>> shape) {
        return storage.read(work -> {
            var owner = work.organizations().require(organization);
            var search = new AppSearch(work, owner, query, vault);
            var found = page.cut(search.page(page.toRead()));
            var total = page.byToken() ? OptionalLong.of(search.count()) : OptionalLong.empty();
            return new Stretch<>(shape.apply(work, found.items()), found.next(), total);
        });
    }
}
