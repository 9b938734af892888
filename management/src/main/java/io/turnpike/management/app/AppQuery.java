package io.turnpike.management.app;

import io.turnpike.http.Call;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a client wants to see of all apps: parameters of the query, and one more in `filter=field=value`.
///
/// Source: management-api 13.
final class AppQuery {
    private static final List<String> PARAMETERS = List.of("status", "keyStatus", "apiProduct", "ids");
    private static final List<String> FILTERS =
            List.of("developerEmail", "apiProduct", "consumerKey", "status", "appId", "appName", "appType", "appGroup");

    private final Map<String, String> wanted = new HashMap<>();

    /// @throws Refused with `InvalidField`
    static AppQuery of(Call call) {
        var query = new AppQuery();
        PARAMETERS.forEach(name -> call.query(name).ifPresent(value -> query.wanted.put(name, value)));
        call.query("apptype").ifPresent(value -> query.wanted.put("appType", value));
        call.query("filter").ifPresent(query::add);
        query.status();
        query.keyStatus();
        query.ofGroups();
        return query;
    }

    /// Whether only apps of groups are wanted, or only apps of developers; empty means both.
    Optional<Boolean> ofGroups() {
        return value("appType").map(AppQuery::isOfGroups);
    }

    Optional<List<String>> ids() {
        return value("appId")
                .or(() -> value("ids"))
                .map(ids -> Arrays.stream(ids.split(",")).map(String::strip).toList());
    }

    Optional<String> name() {
        return value("appName");
    }

    Optional<String> developer() {
        return value("developerEmail");
    }

    Optional<String> group() {
        return value("appGroup");
    }

    Optional<String> key() {
        return value("consumerKey");
    }

    Optional<String> product() {
        return value("apiProduct");
    }

    Optional<Status> status() {
        return value("status").map(text -> status("status", text));
    }

    Optional<Status> keyStatus() {
        return value("keyStatus").map(text -> status("keyStatus", text));
    }

    private void add(String filter) {
        int equals = filter.indexOf('=');
        String field = equals < 0 ? filter : filter.substring(0, equals).strip();
        if (equals < 0 || !FILTERS.contains(field)) {
            throw Refused.invalid(
                    Kind.REQUEST, "filter", null, "must be field=value with one of " + String.join(", ", FILTERS));
        }
        wanted.put(field, filter.substring(equals + 1).strip());
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(wanted.get(name)).filter(text -> !text.isEmpty());
    }

    /// Source: management-api 13: Edge's groups are companies.
    private static boolean isOfGroups(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "developer" -> false;
            case "appgroup", "company" -> true;
            default -> throw Refused.invalid(Kind.REQUEST, "appType", null, "must be developer, appgroup or company");
        };
    }

    /// @throws Refused with `InvalidField`
    static Status status(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "approved" -> Status.APPROVED;
            case "revoked" -> Status.REVOKED;
            default -> throw Refused.invalid(Kind.REQUEST, name, null, "must be approved or revoked");
        };
    }
}
