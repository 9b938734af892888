package io.turnpike.management.app;

import io.turnpike.access.Caller;
import io.turnpike.management.owner.KnownOwner;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.model.App;
import io.turnpike.model.Attributes;
import io.turnpike.model.Provenance;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The rules of an owner's apps.
final class AppService {
    private final Storage storage;
    private final Clock clock;
    private final Credentials credentials;

    AppService(Storage storage, Clock clock, Credentials credentials) {
        this.storage = storage;
        this.clock = clock;
        this.credentials = credentials;
    }

    /// A page of an owner's apps in order of their names.
    ///
    /// @param shape what is wanted of the apps, in the unit of work that lists them
    /// @throws Refused with `NotFound` for the owner, or `NoSuchStart`
    <T> List<T> list(OwnerPath path, Page page, BiFunction<Work, List<App>, List<T>> shape) {
        return storage.read(work -> {
            var owner = KnownOwner.require(work, path);
            var found = work.apps().list(owner.owner(), page);
            return shape.apply(work, Paging.checked(found, page, Kind.APP, App::name));
        });
    }

    /// The apps of an owner, from a name on, that have a key in that status.
    ///
    /// @throws Refused as `list`
    <T> List<T> list(OwnerPath path, Page page, Status keyStatus, BiFunction<Work, List<App>, List<T>> shape) {
        return storage.read(work -> {
            var owner = KnownOwner.require(work, path);
            var found = work.apps().list(owner.owner(), new Page(page.startKey(), Integer.MAX_VALUE));
            var credentials =
                    work.credentials().listByApps(found.stream().map(App::id).toList());
            var wanted = Paging.checked(found, page, Kind.APP, App::name).stream()
                    .filter(app -> credentials.getOrDefault(app.id(), List.of()).stream()
                            .anyMatch(credential -> credential.status() == keyStatus))
                    .limit(page.count())
                    .toList();
            return shape.apply(work, wanted);
        });
    }

    /// A stretch of an owner's apps in order of their names.
    ///
    /// @throws Refused with `NotFound` for the owner
    TokenPage.Slice<FullApp> list(OwnerPath path, TokenPage page) {
        return storage.read(work -> {
            var owner = KnownOwner.require(work, path);
            var slice = page.cut(work.apps().list(owner.owner(), page.toRead()), App::name);
            return new TokenPage.Slice<>(Assembly.apps(work, slice.items()), slice.next());
        });
    }

    FullApp get(AppPath path) {
        return storage.read(work -> full(work, OwnedApp.require(work, path).app()));
    }

    /// Adds an app with one credential.
    ///
    /// @throws Refused with `WrongState` if it names no product and the organization wants one
    FullApp create(Caller caller, OwnerPath path, AppBody body) {
        return storage.write(caller, work -> {
            var owner = KnownOwner.require(work, path);
            if (body.key().products().isEmpty() && owner.organization().refusesUnbounded()) {
                throw new Refused(
                        new Problem.WrongState(Kind.APP, body.name(), "must name an API product in this organization"));
            }
            var app = work.apps()
                    .insert(new App(
                            UUID.randomUUID(),
                            owner.organization().id(),
                            owner.owner(),
                            1,
                            body.name(),
                            Status.APPROVED,
                            body.details(),
                            Provenance.made(clock.instant(), caller.name())));
            credentials.generate(work, new OwnedApp(owner, app), body.key());
            return full(work, app);
        });
    }

    /// Replaces what an owner writes; a body with products adds a credential for them, and never changes those
    /// that are there.
    ///
    /// @throws Refused with `ChangedMeanwhile` if the app is not as `expected` says
    FullApp update(Caller caller, AppPath path, AppBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var owned = OwnedApp.require(work, path);
            var app = owned.app();
            body.requireName(app.name());
            require(expected, app);
            if (!body.key().products().isEmpty()) {
                credentials.generate(work, owned, body.key());
            }
            return changed(work, caller, app, body.replacing(app.details()));
        });
    }

    /// Adds a credential, and changes what the body says of the app itself.
    FullApp generateKey(Caller caller, AppPath path, AppBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var owned = OwnedApp.require(work, path);
            body.requireName(owned.app().name());
            require(expected, owned.app());
            credentials.generate(work, owned, body.key());
            return changed(
                    work, caller, owned.app(), body.besideNewKey(owned.app().details()));
        });
    }

    FullApp setStatus(Caller caller, AppPath path, Status status, EntityTag expected) {
        return storage.write(caller, work -> {
            var app = OwnedApp.require(work, path).app();
            require(expected, app);
            return full(work, work.apps().update(app.withStatus(status, clock.instant(), caller.name())));
        });
    }

    Attributes changeAttributes(Caller caller, AppPath path, UnaryOperator<Attributes> change) {
        return storage.write(caller, work -> {
            var app = OwnedApp.require(work, path).app();
            var details =
                    app.details().withAttributes(change.apply(app.details().attributes()));
            return work.apps()
                    .update(app.changed(details, clock.instant(), caller.name()))
                    .details()
                    .attributes();
        });
    }

    /// Gives an app to another owner; keys, grants and counters stay with it.
    ///
    /// Source: product-life TE5.
    ///
    /// @param id of the app
    /// @throws Refused with `NotFound`, or with `AlreadyExists` where the other owner has an app of that name
    FullApp transfer(Caller caller, String id, OwnerPath to) {
        return storage.write(caller, work -> {
            var owner = KnownOwner.require(work, to);
            var app = AppSearch.require(work, owner.organization(), id);
            return full(work, work.apps().update(app.withOwner(owner.owner(), clock.instant(), caller.name())));
        });
    }

    /// Deletes an app with its credentials.
    ///
    /// @return as it was
    FullApp delete(Caller caller, AppPath path, EntityTag expected) {
        return storage.write(caller, work -> {
            var app = OwnedApp.require(work, path).app();
            require(expected, app);
            var deleted = full(work, app);
            work.apps().delete(app);
            return deleted;
        });
    }

    private FullApp changed(Work work, Caller caller, App app, App.Details details) {
        return full(work, work.apps().update(app.changed(details, clock.instant(), caller.name())));
    }

    private static FullApp full(Work work, App app) {
        return new Assembly(work).app(app);
    }

    private static void require(EntityTag expected, App app) {
        expected.require(Kind.APP, app.name(), app.version());
    }
}
