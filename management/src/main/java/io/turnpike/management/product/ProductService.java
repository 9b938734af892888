package io.turnpike.management.product;

import io.turnpike.access.Caller;
import io.turnpike.management.space.Spaces;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Attributes;
import io.turnpike.model.Environment;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Page;
import io.turnpike.storage.ProductStore;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rules of products. A product is named by a segment of a path, see `Segments`.
final class ProductService {
    private static final int MAX_VALUES = 1_000;

    private final Storage storage;
    private final Vault vault;
    private final Clock clock;

    ProductService(Storage storage, Vault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
    }

    /// A page of those that `filter` lets through, in order of their names.
    ///
    /// @throws Refused with `NoSuchStart`
    List<Product> list(String organization, ProductStore.Filter filter, Page page) {
        return storage.read(work -> {
            var found = work.products()
                    .list(work.organizations().require(organization).id(), filter, page);
            return Paging.checked(found, page, Kind.API_PRODUCT, Product::name);
        });
    }

    /// The names of a page of all.
    ///
    /// @throws Refused with `NoSuchStart`
    List<String> names(String organization, Page page) {
        return storage.read(work -> {
            var found = work.products()
                    .names(work.organizations().require(organization).id(), page);
            return Paging.checked(found, page, Kind.API_PRODUCT, name -> name);
        });
    }

    /// @param entity who is asked for, see `ProductUsers`
    List<String> users(String organization, String segment, String entity, Page page) {
        return storage.read(work -> {
            var product = require(work, work.organizations().require(organization), segment);
            return new ProductUsers(work, product, vault).list(entity, page);
        });
    }

    Product get(String organization, String segment) {
        return storage.read(work -> require(work, work.organizations().require(organization), segment));
    }

    Product create(Caller caller, String organization, ProductBody body) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var terms = body.made();
            check(work, owner, body.name(), terms);
            Spaces.requireExisting(work, owner.id(), Kind.API_PRODUCT, terms.space());
            if (owner.isMonetized() && work.products().isNamed(owner.id(), body.name())) {
                throw new Refused(new Problem.AlreadyExists(Kind.API_PRODUCT, body.name()));
            }
            var provenance = Provenance.made(clock.instant(), caller.name());
            return work.products()
                    .insert(new Product(UUID.randomUUID(), owner.id(), 1, body.name(), terms, provenance));
        });
    }

    /// Replaces what a product manager writes.
    ///
    /// @throws Refused with `ChangedMeanwhile` if the product is not as `expected` says
    Product update(Caller caller, String organization, String segment, ProductBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var product = require(work, owner, segment);
            Segments.requireSame(body.name(), product.name());
            expected.require(Kind.API_PRODUCT, product.name(), product.version());
            var terms = body.replacing(product.terms());
            State.checkStep(product.terms().attributes(), terms.attributes());
            check(work, owner, product.name(), terms);
            return work.products().update(product.changed(terms, clock.instant(), caller.name()));
        });
    }

    /// @param space null moves to the level of the organization
    Product move(Caller caller, String organization, String segment, @Nullable String space, EntityTag expected) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var product = require(work, owner, segment);
            expected.require(Kind.API_PRODUCT, product.name(), product.version());
            Spaces.requireExisting(work, owner.id(), Kind.API_PRODUCT, space);
            var terms = product.terms().withSpace(space);
            return work.products().update(product.changed(terms, clock.instant(), caller.name()));
        });
    }

    Product changeAttributes(Caller caller, String organization, String segment, UnaryOperator<Attributes> change) {
        return storage.write(caller, work -> {
            var product = require(work, work.organizations().require(organization), segment);
            var former = product.terms();
            var terms = former.withAttributes(change.apply(former.attributes()));
            State.checkStep(former.attributes(), terms.attributes());
            LimitAttributes.check(terms.attributes());
            return work.products().update(product.changed(terms, clock.instant(), caller.name()));
        });
    }

    /// Deletes a product with its rate plans and ends the subscriptions to it; keys that hold it stay without it.
    ///
    /// @throws Refused with `StillReferenced` where an app or a subscription uses it and the organization wants
    ///     that refused (management-api 9.7)
    Product delete(Caller caller, String organization, String segment, EntityTag expected) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var product = require(work, owner, segment);
            expected.require(Kind.API_PRODUCT, product.name(), product.version());
            var now = clock.instant();
            if (owner.isMonetized() || "refuse".equals(owner.properties().get("products.delete.inUse"))) {
                refuse(product, "Application", work.products().isGranted(product.id()));
                refuse(product, "Subscription", work.subscriptions().isUsed(product.id(), now));
            }
            work.subscriptions().endAll(product.id(), now, caller.name());
            work.products().delete(product);
            return product;
        });
    }

    private static void refuse(Product product, String by, boolean isUsed) {
        if (isUsed) {
            throw new Refused(new Problem.StillReferenced(Kind.API_PRODUCT, product.name(), by));
        }
    }

    private static Product require(Work work, Organization owner, String segment) {
        return Segments.find(segment, name -> work.products().find(owner.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.API_PRODUCT, segment)));
    }

    private static void check(Work work, Organization owner, String product, Product.Terms terms) {
        LimitAttributes.check(terms.attributes());
        requireFew("apiResources", terms.apiResources());
        requireFew("proxies", terms.proxies());
        requireFew("environments", terms.environments());
        requireFew("scopes", terms.scopes());
        var environments = work.environments().list(owner.id()).stream()
                .map(Environment::name)
                .collect(Collectors.toSet());
        for (String name : terms.environments()) {
            if (!environments.contains(name)) {
                throw unknown("environments", name);
            }
        }
        for (String name : terms.proxies()) {
            if (work.proxies().find(owner.id(), name).isEmpty()) {
                throw unknown("proxies", name);
            }
        }
        boolean unbounded = terms.proxies().isEmpty()
                && terms.apiResources().isEmpty()
                && terms.groups().isEmpty();
        if (unbounded && owner.refusesUnbounded()) {
            throw new Refused(new Problem.WrongState(
                    Kind.API_PRODUCT, product, "must name a proxy or a resource path in this organization"));
        }
    }

    /// Every call of a key is held against them: one product must not slow all others down.
    private static void requireFew(String field, List<String> values) {
        if (values.size() > MAX_VALUES) {
            throw Refused.invalid(Kind.API_PRODUCT, field, null, "must hold at most " + MAX_VALUES);
        }
    }

    private static Refused unknown(String field, String name) {
        return Refused.invalid(
                Kind.API_PRODUCT, field, name, "must exist in the organization, and %s does not".formatted(name));
    }
}
