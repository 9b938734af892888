package io.turnpike.management.attribute;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.Segments;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// The sub-resource `attributes` of one kind of entity.
///
/// Source: management-api 9.5; extensions.md section 3 for those of ours.
public final class AttributeResource {
    private final String entity;
    private final Permission read;
    private final Permission write;
    private final OurNames ours;
    private final Owner owner;
    private final Views views;

    /// @param entity template of the entity's path
    /// @param access permissions to read and to write the entity
    public AttributeResource(String entity, Access access, OurNames ours, Owner owner, Views views) {
        this.entity = entity;
        this.read = access.read();
        this.write = access.write();
        this.ours = ours;
        this.owner = owner;
        this.views = views;
    }

    public List<Route> routes() {
        String all = entity + "/attributes";
        String one = all + "/{attribute}";
        return List.of(
                new Route("GET", all, read, this::list)
                        .describedAs(new Description("Lists the attributes", "", "Attributes")),
                new Route("POST", all, write, this::replace)
                        .describedAs(new Description("Replaces all attributes", "Attributes", "Attributes")),
                new Route("GET", one, read, this::get)
                        .describedAs(new Description("Reads an attribute", "", "Attribute")),
                new Route("POST", one, write, this::update)
                        .describedAs(new Description("Sets an attribute", "Attribute", "Attribute")),
                new Route("DELETE", one, write, this::delete)
                        .describedAs(new Description("Deletes an attribute", "", "Attribute")));
    }

    private Reply list(Call call) {
        return all(call, owner.read(call));
    }

    private Reply replace(Call call) {
        var given = Fields.of(call, Kind.ATTRIBUTE).attributes("attribute");
        ours.check(given);
        return all(call, owner.change(call, former -> former.replacedBy(given)));
    }

    private Reply get(Call call) {
        return Reply.json(200, Members.attribute(require(owner.read(call), call)));
    }

    private Reply update(Call call) {
        var attribute = given(call);
        ours.check(List.of(attribute));
        boolean removes = attribute.isOurs() && attribute.value().isEmpty();
        owner.change(call, former -> removes ? former.without(attribute.name()) : former.with(attribute));
        return Reply.json(200, Members.attribute(attribute));
    }

    private Reply delete(Call call) {
        var deleted = new AtomicReference<Attribute>();
        owner.change(call, former -> {
            var attribute = require(former, call);
            deleted.set(attribute);
            return former.without(attribute.name());
        });
        return Reply.json(200, Members.attribute(deleted.get()));
    }

    private Reply all(Call call, Attributes attributes) {
        var list = views.of(call).members().attributeList(attributes);
        return Reply.json(200, Map.of("attribute", list));
    }

    private static Attribute given(Call call) {
        var body = Fields.of(call, Kind.ATTRIBUTE);
        String name = call.path("attribute");
        if (body.has("name") && !Segments.mayMean(name, body.text("name"))) {
            throw Refused.invalid(Kind.REQUEST, "name", null, "in the URL does not match the payload");
        }
        if (!body.has("value")) {
            throw body.invalid("value", "must be given");
        }
        return new Attribute(
                body.has("name") ? body.text("name") : name,
                body.longText("value").orElse(""));
    }

    private static Attribute require(Attributes attributes, Call call) {
        String name = call.path("attribute");
        return Segments.find(name, reading -> attributes.value(reading).map(value -> new Attribute(reading, value)))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.ATTRIBUTE, name)));
    }

    /// @param read permission to read the entity
    /// @param write permission to change it
    public record Access(Permission read, Permission write) {}

    /// The entity that a call is about.
    public interface Owner {
        Attributes read(Call call);

        /// Changes the attributes in one unit of work.
        ///
        /// @return as they are stored now
        Attributes change(Call call, UnaryOperator<Attributes> change);
    }
}
