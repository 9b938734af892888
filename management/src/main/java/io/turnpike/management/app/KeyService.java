package io.turnpike.management.app;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Attributes;
import io.turnpike.model.Credential;
import io.turnpike.model.Grant;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The rules of an app's keys. Each change reads the key for writing, so that two clients that add products to one
/// key both succeed.
final class KeyService {
    private final Storage storage;
    private final Credentials credentials;

    KeyService(Storage storage, Credentials credentials) {
        this.storage = storage;
        this.credentials = credentials;
    }

    FullCredential get(KeyPath path) {
        return storage.read(work -> full(work, require(work, path)));
    }

    /// @throws Refused with `AlreadyExists` where the organization has that key
    FullCredential create(Caller caller, AppPath path, NewKeyBody body) {
        return storage.write(caller, work -> full(work, credentials.add(work, OwnedApp.require(work, path), body)));
    }

    /// Adds products, and replaces scopes, attributes and status where they are given.
    ///
    /// @throws Refused with `InvalidField` for an unknown product, or `InvalidScopes`
    FullCredential change(Caller caller, KeyPath path, KeyBody body) {
        return storage.write(caller, work -> {
            var owned = OwnedApp.require(work, path.app());
            var former = credentials.require(work, owned, path.key());
            var products = new Products(work);
            var grants = merged(former.grants(), products.granted(owned.organization(), body.products()));
            body.scopes().ifPresent(scopes -> products.requireScopes(scopes, grants));
            var changed = former.withGrants(grants)
                    .withScopes(body.scopes().orElse(former.scopes()))
                    .withAttributes(body.attributes()
                            .map(former.attributes()::replacedBy)
                            .orElse(former.attributes()))
                    .withStatus(body.status().orElse(former.status()));
            return full(work, work.credentials().update(changed));
        });
    }

    void setStatus(Caller caller, KeyPath path, Status status) {
        update(caller, path, (_, former) -> former.withStatus(status));
    }

    Attributes changeAttributes(Caller caller, KeyPath path, UnaryOperator<Attributes> change) {
        return update(caller, path, (_, former) -> former.withAttributes(change.apply(former.attributes())))
                .credential()
                .attributes();
    }

    /// @return as it was
    FullCredential delete(Caller caller, KeyPath path) {
        return storage.write(caller, work -> {
            var deleted = full(work, require(work, path));
            work.credentials().delete(deleted.credential());
            return deleted;
        });
    }

    /// @param product segment of a path
    /// @throws Refused with `NotFound` where the key does not hold the product
    void setProductStatus(Caller caller, KeyPath path, String product, Status status) {
        update(caller, path, (work, former) -> {
            var held = held(work, former, product);
            return former.withGrants(former.grants().stream()
                    .map(grant -> grant.equals(held) ? new Grant(held.product(), status) : grant)
                    .toList());
        });
    }

    /// @param product segment of a path
    /// @throws Refused with `NotFound` where the key does not hold the product
    FullCredential removeProduct(Caller caller, KeyPath path, String product) {
        return update(caller, path, (work, former) -> {
            var held = held(work, former, product);
            return former.withGrants(former.grants().stream()
                    .filter(grant -> !grant.equals(held))
                    .toList());
        });
    }

    private FullCredential update(Caller caller, KeyPath path, BiFunction<Work, Credential, Credential> change) {
        return storage.write(caller, work -> {
            var changed = change.apply(work, require(work, path));
            return full(work, work.credentials().update(changed));
        });
    }

    private Credential require(Work work, KeyPath path) {
        return credentials.require(work, OwnedApp.require(work, path.app()), path.key());
    }

    private static Grant held(Work work, Credential credential, String segment) {
        return Segments.find(segment, name -> work.products().find(credential.organization(), name))
                .flatMap(product -> credential.grant(product.id()))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.GRANT, segment)));
    }

    /// Those that are held keep their place and status.
    private static List<Grant> merged(List<Grant> held, List<Grant> added) {
        var grants = new ArrayList<>(held);
        added.stream()
                .filter(grant ->
                        held.stream().noneMatch(former -> former.product().equals(grant.product())))
                .forEach(grants::add);
        return grants;
    }

    private static FullCredential full(Work work, Credential credential) {
        return new Assembly(work).credential(credential);
    }
}
