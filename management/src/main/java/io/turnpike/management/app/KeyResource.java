package io.turnpike.management.app;

import static io.turnpike.access.Permission.APP_READ;
import static io.turnpike.access.Permission.APP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.attribute.AttributeResource;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The keys of an app of one kind of owners: `/v1/organizations/{org}/developers/{developer}/apps/{app}/keys`, and the
/// same below app groups and companies.
///
/// Source: management-api 12, 14, 15.
final class KeyResource implements AttributeResource.Owner {
    private final Owners owners;
    private final KeyService keys;
    private final AppWriter writer;
    private final Views views;

    KeyResource(Owners owners, KeyService keys, AppWriter writer, Views views) {
        this.owners = owners;
        this.keys = keys;
        this.writer = writer;
        this.views = views;
    }

    List<Route> routes() {
        String all = owners.app() + "/keys";
        String one = all + "/{key}";
        String product = one + "/apiproducts/{product}";
        var access = new AttributeResource.Access(APP_READ, APP_WRITE);
        var create = new Description("Adds a key that the caller brings along", "NewKey", "Key").answering(201);
        var change = new Description("Adds products, replaces scopes and attributes", "Key", "Key");
        var routes = new ArrayList<>(List.of(
                new Route("POST", all, APP_WRITE, this::create).describedAs(create),
                new Route("POST", all + "/create", APP_WRITE, this::create).describedAs(create),
                new Route("GET", one, APP_READ, this::get).describedAs(new Description("Reads a key", "", "Key")),
                new Route("POST", one, APP_WRITE, this::act)
                        .describedAs(change.answering(200, 204).reading("action")),
                new Route("PUT", one, APP_WRITE, this::change).describedAs(change),
                new Route("DELETE", one, APP_WRITE, this::delete)
                        .describedAs(new Description("Deletes a key", "", "Key")),
                new Route("POST", product, APP_WRITE, this::setProductStatus)
                        .describedAs(
                                new Description("Approves or revokes a product of a key", "", "").reading("action")),
                new Route("DELETE", product, APP_WRITE, this::removeProduct)
                        .describedAs(new Description("Takes a product from a key", "", "Key"))));
        routes.addAll(new AttributeResource(one, access, OurNames.CREDENTIAL, this, views).routes());
        return routes;
    }

    @Override
    public Attributes read(Call call) {
        return keys.get(KeyPath.of(owners, call)).credential().attributes();
    }

    @Override
    public Attributes change(Call call, UnaryOperator<Attributes> change) {
        return keys.changeAttributes(call.caller(), KeyPath.of(owners, call), change);
    }

    private Reply create(Call call) {
        var body = NewKeyBody.read(Fields.of(call, Kind.CREDENTIAL));
        return reply(201, call, keys.create(call.caller(), AppPath.of(owners, call), body));
    }

    private Reply get(Call call) {
        return reply(200, call, keys.get(KeyPath.of(owners, call)));
    }

    private Reply act(Call call) {
        if (call.query("action").isEmpty()) {
            return change(call);
        }
        if (owners == Owners.APP_GROUPS && call.hasBody()) {
            var body = KeyBody.read(Fields.of(call, Kind.CREDENTIAL)).withStatus(Verdict.of(call));
            return reply(200, call, keys.change(call.caller(), KeyPath.of(owners, call), body));
        }
        keys.setStatus(call.caller(), KeyPath.of(owners, call), Verdict.of(call));
        return Reply.empty(204);
    }

    private Reply change(Call call) {
        var body = KeyBody.read(Fields.of(call, Kind.CREDENTIAL));
        return reply(200, call, keys.change(call.caller(), KeyPath.of(owners, call), body));
    }

    private Reply delete(Call call) {
        return reply(200, call, keys.delete(call.caller(), KeyPath.of(owners, call)));
    }

    private Reply setProductStatus(Call call) {
        keys.setProductStatus(call.caller(), KeyPath.of(owners, call), call.path("product"), Verdict.of(call));
        return Reply.empty(204);
    }

    private Reply removeProduct(Call call) {
        return reply(200, call, keys.removeProduct(call.caller(), KeyPath.of(owners, call), call.path("product")));
    }

    private Reply reply(int status, Call call, FullCredential full) {
        return Reply.json(status, writer.credential(full, views.of(call)));
    }
}
