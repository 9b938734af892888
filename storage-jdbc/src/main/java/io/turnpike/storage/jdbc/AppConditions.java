package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.joining;

import io.turnpike.model.Status;
import io.turnpike.storage.AppStore.Condition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// Conditions on apps as SQL. Each parameter is named by the place of its condition.
///
/// SQLite takes an organization for narrower than anything else. So where a condition leads to few apps, the statement
/// begins there, and `cross join`, which SQLite never turns around, looks the apps up by their ids.
record AppConditions(List<Condition> conditions) {
    /// As the indexes have it, since databases take a parameter for any state.
    private static final String UNUSUAL = "status <> 'APPROVED'";

    /// Ids of the apps of `:organization` from `:start` on that meet all conditions.
    String ids() {
        String where = IntStream.range(0, conditions.size())
                .mapToObj(place -> " and " + test(conditions.get(place), "c" + place))
                .collect(joining());
        String from = sources(AppConditions::source)
                .or(() -> sources(AppConditions::rare))
                .map(
                        "select distinct s.id from (%s) as s cross join apps a where a.id = s.id and s.id >= :start"
                                ::formatted)
                .orElse("select a.id from apps a where a.id >= :start");
        return from + " and a.organization = :organization" + where;
    }

    private Optional<String> sources(BiFunction<Condition, String, Optional<String>> source) {
        return IntStream.range(0, conditions.size())
                .boxed()
                .flatMap(place -> source.apply(conditions.get(place), "c" + place).stream())
                .findFirst();
    }

    Query bind(Query query, UUID organization, UUID start) {
        query.bind("organization", organization).bind("start", start);
        for (int place = 0; place < conditions.size(); place++) {
            bind(query, conditions.get(place), "c" + place);
        }
        return query;
    }

    private static String test(Condition condition, String value) {
        return switch (condition) {
            case Condition.InStatus _ -> "a.status = :" + value;
            case Condition.WithKeyInStatus _ ->
                "exists (select 1 from credentials k where k.app = a.id and k.status = :%s)".formatted(value);
            case Condition.Holding _ ->
                "exists (select 1 from grants g where g.app = a.id and g.product = :%s)".formatted(value);
            case Condition.OwnedBy(var owner) -> "a.%s = :%s".formatted(Columns.of(owner), value);
            case Condition.OwnedByGroup(boolean wanted) ->
                wanted ? "a.app_group is not null" : "a.developer is not null";
            case Condition.Named _ -> "a.name = :" + value;
            case Condition.Among(var ids) -> ids.isEmpty() ? "false" : "a.id in (<%s>)".formatted(value);
        };
    }

    /// Where to find the ids of the few apps that meet the condition, and perhaps of some others.
    private static Optional<String> source(Condition condition, String value) {
        return switch (condition) {
            case Condition.Holding _ -> Optional.of("select app as id from grants where product = :" + value);
            case Condition.OwnedBy _ -> Optional.of("select a.id from apps a where " + test(condition, value));
            case Condition.Among(var ids)
            when !ids.isEmpty() -> Optional.of("select a.id from apps a where " + test(condition, value));
            default -> Optional.empty();
        };
    }

    /// Where to find the ids of apps that are not in the usual state: there is an index of each kind of them.
    private static Optional<String> rare(Condition condition, String value) {
        return switch (condition) {
            case Condition.InStatus(var status)
            when status != Status.APPROVED ->
                Optional.of("select id from apps where organization = :organization and %s and status = :%s"
                        .formatted(UNUSUAL, value));
            case Condition.WithKeyInStatus(var status)
            when status != Status.APPROVED ->
                Optional.of(
                        "select app as id from credentials where organization = :organization and %s and status = :%s"
                                .formatted(UNUSUAL, value));
            default -> Optional.empty();
        };
    }

    private static void bind(Query query, Condition condition, String name) {
        switch (condition) {
            case Condition.InStatus(var status) -> query.bind(name, status);
            case Condition.WithKeyInStatus(var status) -> query.bind(name, status);
            case Condition.Holding(var product) -> query.bind(name, product);
            case Condition.OwnedBy(var owner) -> query.bind(name, owner.id());
            case Condition.Named(var text) -> query.bind(name, text);
            case Condition.Among(var ids) when !ids.isEmpty() -> query.bindList(name, List.copyOf(ids));
            case Condition.OwnedByGroup _, Condition.Among _ -> {}
        }
    }
}
