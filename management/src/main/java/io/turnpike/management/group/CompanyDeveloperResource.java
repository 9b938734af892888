package io.turnpike.management.group;

import static io.turnpike.access.Permission.GROUP_READ;
import static io.turnpike.access.Permission.GROUP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.group.MemberService.Worded;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Member;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/v1/organizations/{org}/companies/{group}/developers`
///
/// Source: management-api 15.
final class CompanyDeveloperResource {
    private static final String ALL = "/v1/organizations/{org}/companies/{group}/developers";

    private final MemberService members;

    CompanyDeveloperResource(MemberService members) {
        this.members = members;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, GROUP_READ, this::list)
                        .describedAs(new Description("Lists the developers of a company", "", "CompanyDevelopers")),
                new Route("POST", ALL, GROUP_WRITE, this::add)
                        .describedAs(new Description(
                                "Adds developers to a company, or gives them other roles",
                                "CompanyDevelopers",
                                "CompanyDevelopers")),
                new Route("DELETE", ALL + "/{email}", GROUP_WRITE, this::remove)
                        .describedAs(new Description("Removes a developer from a company", "", "")));
    }

    private Reply list(Call call) {
        return reply(members.list(path(call)));
    }

    private Reply add(Call call) {
        var added = Fields.of(call, Kind.COMPANY).objects("developer", Kind.COMPANY).stream()
                .map(CompanyDeveloperResource::read)
                .toList();
        return reply(members.addDevelopers(call.caller(), path(call), added));
    }

    private Reply remove(Call call) {
        String email = call.path("email");
        if (!members.removeDeveloper(call.caller(), path(call), email)) {
            throw new Refused(new Problem.NotFound(Kind.DEVELOPER, email));
        }
        return Reply.empty(204);
    }

    private static GroupPath path(Call call) {
        return GroupPath.of(Kind.COMPANY, call);
    }

    private static Worded read(Fields developer) {
        String role = developer.text("role");
        return new Worded(developer.text("email"), role.isEmpty() ? List.of() : List.of(role));
    }

    private static Reply reply(List<Member> members) {
        var list = members.stream().map(CompanyDeveloperResource::written).toList();
        return Reply.json(200, Map.of("developer", list));
    }

    /// The role as it was sent; several of them, which only clients of X send, with commas between.
    private static Map<String, Object> written(Member member) {
        var written = new LinkedHashMap<String, Object>();
        written.put("email", member.email());
        if (!member.words().isEmpty()) {
            written.put("role", String.join(",", member.words()));
        }
        return written;
    }
}
