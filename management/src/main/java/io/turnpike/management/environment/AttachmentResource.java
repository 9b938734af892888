package io.turnpike.management.environment;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;
import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.operation.Entity;
import io.turnpike.management.operation.Operations;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Views;
import io.turnpike.model.LongRunningOperation.ChangeType;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

/// `/v1/organizations/{org}/envgroups/{group}/attachments`
///
/// Source: management-api 5; page tokens are exclusive (1.7).
final class AttachmentResource {
    private static final String ALL = EnvironmentGroupResource.ONE + "/attachments";
    private static final String ONE = ALL + "/{attachment}";
    private static final Entity<Attached> ENTITY = new Entity<>(
            "EnvironmentGroupAttachment",
            each -> "/envgroups/" + each.group() + "/attachments/"
                    + each.attachment().id(),
            Attached::write);

    private final AttachmentService attachments;
    private final Operations operations;
    private final Views views;

    AttachmentResource(Storage storage, Clock clock, Operations operations, Views views) {
        this.attachments = new AttachmentService(storage, clock);
        this.operations = operations;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists what is attached to a group", "", "Attachments")
                                .reading("pageSize", "pageToken")),
                new Route("POST", ALL, ENVIRONMENT_WRITE, this::attach)
                        .describedAs(new Description("Attaches an environment", "Attachment", "Attachment")
                                .or("Operation")
                                .answering(200, 201)),
                new Route("GET", ONE, ENVIRONMENT_READ, this::get)
                        .describedAs(new Description("Reads an attachment", "", "Attachment")),
                new Route("DELETE", ONE, ENVIRONMENT_WRITE, this::detach)
                        .describedAs(new Description("Detaches an environment", "", "Attachment").or("Operation")));
    }

    private Reply list(Call call) {
        int size = Paging.count(call, "pageSize", EnvironmentGroupResource.PAGE, EnvironmentGroupResource.MAX_PAGE);
        var all = attachments.list(EnvironmentGroupResource.place(call));
        var rest = all.subList(start(call, all), all.size());
        var page = rest.stream().limit(size).toList();
        var view = views.of(call);
        var members = view.members()
                .value(
                        "environmentGroupAttachments",
                        page.stream().map(each -> each.write(view)).toList());
        if (rest.size() > size) {
            members.text("nextPageToken", page.getLast().attachment().id().toString());
        }
        return Reply.json(200, members.toMap());
    }

    private static int start(Call call, List<Attached> all) {
        var after = call.query("pageToken");
        if (after.isEmpty()) {
            return 0;
        }
        var ids = all.stream().map(each -> each.attachment().id().toString()).toList();
        if (!ids.contains(after.get())) {
            throw Refused.invalid(Kind.REQUEST, "pageToken", null, "must be one that a list gave");
        }
        return ids.indexOf(after.get()) + 1;
    }

    private Reply get(Call call) {
        var found = attachments.get(EnvironmentGroupResource.place(call), call.path("attachment"));
        return Reply.json(200, found.write(views.of(call)));
    }

    private Reply attach(Call call) {
        var environment = Fields.of(call, Kind.ATTACHMENT).text("environment");
        return attachments.attach(
                call.caller(), EnvironmentGroupResource.place(call), environment, ending(call, ChangeType.INSERT));
    }

    private Reply detach(Call call) {
        return attachments.detach(
                call.caller(),
                EnvironmentGroupResource.place(call),
                call.path("attachment"),
                ending(call, ChangeType.DELETE));
    }

    private BiFunction<Work, Attached, Reply> ending(Call call, ChangeType type) {
        return operations.ending(call, call.path("org"), type, ENTITY);
    }
}
