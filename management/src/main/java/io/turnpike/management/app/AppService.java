package io.turnpike.management.app;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Paging;
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

/// The rules of a developer's apps.
final class AppService {
    private final Storage storage;
    private final Clock clock;
    private final Credentials credentials;

    AppService(Storage storage, Clock clock, Credentials credentials) {
        this.storage = storage;
        this.clock = clock;
        this.credentials = credentials;
    }

    /// A page of a developer's apps in order of their names.
    ///
    /// @param shape what is wanted of the apps, in the unit of work that lists them
    /// @throws Refused with `NotFound` for the developer, or `NoSuchStart`
    <T> List<T> list(String organization, String developer, Page page, BiFunction<Work, List<App>, List<T>> shape) {
        return storage.read(work -> {
            var owner = KnownOwner.require(work, organization, developer);
            var found = work.apps().list(owner.owner(), page);
            return shape.apply(work, Paging.checked(found, page, Kind.APP, App::name));
        });
    }

    FullApp get(AppPath path) {
        return storage.read(work -> full(work, OwnedApp.require(work, path).app()));
    }

    /// Adds an app with one credential.
    ///
    /// @throws Refused with `WrongState` if it names no product and the organization wants one
    FullApp create(Caller caller, String organization, String developer, AppBody body) {
        return storage.write(caller, work -> {
            var owner = KnownOwner.require(work, organization, developer);
            if (body.key().products().isEmpty()
                    && owner.organization().is("features.keymanagement.disable.unbounded.permissions")) {
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

    /// Replaces what a developer writes; a body with products adds a credential for them, and never changes those
    /// that are there.
    ///
    /// @throws Refused with `ChangedMeanwhile` if the app is not as `expected` says
    FullApp update(Caller caller, AppPath path, AppBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var owned = OwnedApp.require(work, path);
            var app = owned.app();
            body.requireName(app.name());
            expected.require(Kind.APP, app.name(), app.version());
            if (!body.key().products().isEmpty()) {
                credentials.generate(work, owned, body.key());
            }
            return changed(work, caller, app, body.replacing(app.details()));
        });
    }

    /// Adds a credential, and changes what the body says of the app itself.
    FullApp generateKey(Caller caller, AppPath path, AppBody body) {
        return storage.write(caller, work -> {
            var owned = OwnedApp.require(work, path);
            body.requireName(owned.app().name());
            credentials.generate(work, owned, body.key());
            return changed(
                    work, caller, owned.app(), body.besideNewKey(owned.app().details()));
        });
    }

    FullApp setStatus(Caller caller, AppPath path, Status status) {
        return storage.write(caller, work -> {
            var app = OwnedApp.require(work, path).app();
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

    /// Deletes an app with its credentials.
    ///
    /// @return as it was
    FullApp delete(Caller caller, AppPath path, EntityTag expected) {
        return storage.write(caller, work -> {
            var app = OwnedApp.require(work, path).app();
            expected.require(Kind.APP, app.name(), app.version());
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
}
