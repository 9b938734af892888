package io.turnpike.management.stats;

import static java.util.stream.Collectors.joining;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Recurring;
import io.turnpike.stats.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// What a caller can tell calls apart by, as Apigee calls it.
///
/// Source: management-api 17; ruling 12.
enum AskedDimension {
    APIPROXY(Dimension.PROXY, "apis"),
    API_PRODUCT(Dimension.PRODUCT, "apiproducts"),
    OPERATION(Dimension.OPERATION),
    DEVELOPER_APP(Dimension.APP, "apps"),
    DEVELOPER(Dimension.DEVELOPER, "devs"),
    DEVELOPER_EMAIL(Dimension.DEVELOPER),
    APP_GROUP_NAME(Dimension.APP_GROUP),
    ENVIRONMENT(Dimension.ENVIRONMENT),
    REQUEST_VERB(Dimension.VERB),
    RESPONSE_STATUS_CODE(Dimension.STATUS),
    TARGET_RESPONSE_CODE(Dimension.TARGET_STATUS),
    TARGET_HOST(Dimension.TARGET_HOST),
    AX_EDGE_EXECUTION_FAULT_CODE(Dimension.FAULT),
    TURNPIKE_DENY_REASON(Dimension.REASON),
    AX_HOUR_OF_DAY(Recurring::hourOfDay),
    AX_DAY_OF_WEEK(Recurring::dayOfWeek);

    private final LongFunction<Trait> trait;
    private final List<String> aliases;

    AskedDimension(LongFunction<Trait> trait, String... aliases) {
        this.trait = trait;
        this.aliases = List.of(aliases);
    }

    AskedDimension(Dimension kept, String... aliases) {
        this(_ -> kept, aliases);
    }

    /// @param offset what local time is ahead of UTC, in seconds
    Trait trait(long offset) {
        return trait.apply(offset);
    }

    /// Whether it divides time.
    boolean isOfTime() {
        return trait(0) instanceof Recurring;
    }

    /// As answers spell it.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws io.turnpike.problem.Refused with the names of those we keep
    static AskedDimension of(String name) {
        return find(name)
                .orElseThrow(() -> Refusals.of("dimension", "'%s' is not kept; kept are %s".formatted(name, names())));
    }

    private static Optional<AskedDimension> find(String name) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(name) || each.aliases.contains(name))
                .findFirst();
    }

    private static String names() {
        return Stream.of(values()).map(AskedDimension::text).collect(joining(", "));
    }
}
