package io.turnpike.management.group;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.model.Attributes;
import io.turnpike.model.Group;
import io.turnpike.problem.Kind;
import java.util.Map;

/// Groups as Apigee Edge shows them.
///
/// Source: management-api 15.
final class Companies implements Rendering {
    private static final int MAX_PAGE = 1_000;

    @Override
    public Kind kind() {
        return Kind.COMPANY;
    }

    @Override
    public String segment() {
        return "companies";
    }

    @Override
    public Title title() {
        return new Title("a company", "companies", "Company", "Companies");
    }

    @Override
    public String[] parameters() {
        return new String[] {"expand", "count", "startKey"};
    }

    @Override
    public GroupBody read(Fields body) {
        return GroupBody.ofCompany(body);
    }

    @Override
    public Map<String, Object> write(KnownGroup known, String organization, View view) {
        Group group = known.group();
        return view.members()
                .text("name", group.name())
                .text("displayName", group.details().displayName())
                .text("organization", organization)
                .text("status", group.active() ? "active" : "inactive")
                .attributes("attributes", visible(group.details().attributes()))
                .list("apps", known.apps())
                .provenance(group.provenance())
                .toMap();
    }

    @Override
    public Object list(Call call, GroupService groups, View view) {
        String organization = call.path("org");
        var page = Paging.of(call, MAX_PAGE);
        if (Paging.flag(call, "expand")) {
            var written = groups.list(organization, page).stream()
                    .map(known -> write(known, organization, view))
                    .toList();
            return Map.of("company", written);
        }
        var names = groups.names(organization, page);
        return view.isX()
                ? Map.of(
                        "company",
                        names.stream().map(name -> Map.of("name", name)).toList())
                : names;
    }

    @Override
    public boolean showsApps() {
        return true;
    }

    @Override
    public boolean readsBackStatus() {
        return false;
    }

    /// Edge's own resource shows the members.
    @Override
    public Attributes visible(Attributes attributes) {
        return attributes.without(MemberDetails.NAME);
    }
}
