package io.turnpike.management.group;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.management.wire.View;
import io.turnpike.model.Attributes;
import io.turnpike.model.Group;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.GroupStore.Filter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Groups as Apigee X shows them.
///
/// Source: management-api 14.
final class AppGroups implements Rendering {
    private static final int MAX_PAGE = 1_000;

    @Override
    public Kind kind() {
        return Kind.APP_GROUP;
    }

    @Override
    public String segment() {
        return "appgroups";
    }

    @Override
    public Title title() {
        return new Title("an app group", "app groups", "AppGroup", "AppGroups");
    }

    @Override
    public String[] parameters() {
        return new String[] {"filter", "pageSize", "pageToken"};
    }

    @Override
    public GroupBody read(Fields body) {
        return GroupBody.ofAppGroup(body);
    }

    @Override
    public Map<String, Object> write(KnownGroup known, String organization, View view) {
        Group group = known.group();
        Group.Details details = group.details();
        return view.members()
                .text("appGroupId", group.id().toString())
                .text("name", group.name())
                .text("displayName", details.displayName())
                .text("email", details.email())
                .text("organization", organization)
                .text("status", group.active() ? "active" : "inactive")
                .text("channelId", details.channelId())
                .text("channelUri", details.channelUri())
                .attributes("attributes", details.attributes())
                .provenance(group.provenance())
                .toMap();
    }

    /// Always whole app groups.
    @Override
    public Object list(Call call, GroupService groups, View view) {
        String organization = call.path("org");
        var filter = call.query("filter").map(AppGroups::filter).orElse(Filter.NONE);
        var found = groups.list(organization, filter, TokenPage.of(call, MAX_PAGE));
        var answer = new LinkedHashMap<String, Object>();
        var page = found.page().map(known -> write(known, organization, view));
        answer.put("appGroups", page.items());
        page.next().ifPresent(token -> answer.put("nextPageToken", token));
        answer.put("totalSize", found.total());
        return answer;
    }

    @Override
    public boolean showsApps() {
        return false;
    }

    @Override
    public boolean readsBackStatus() {
        return true;
    }

    @Override
    public Attributes visible(Attributes attributes) {
        return attributes;
    }

    private static Filter filter(String text) {
        String value = text.substring(text.indexOf('=') + 1).strip();
        return switch (text.substring(0, Math.max(0, text.indexOf('='))).strip()) {
            case "status" -> new Filter(isActive(value), null, null);
            case "channelId" -> new Filter(null, value, null);
            case "channelUri" -> new Filter(null, null, value);
            default ->
                throw Refused.invalid(
                        Kind.REQUEST, "filter", null, "must be field=value with one of status, channelId, channelUri");
        };
    }

    private static boolean isActive(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "active" -> true;
            case "inactive" -> false;
            default -> throw Refused.invalid(Kind.REQUEST, "status", null, "must be active or inactive");
        };
    }
}
