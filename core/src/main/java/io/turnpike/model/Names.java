package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Which names each kind of thing may have (management-api 1.6).
enum Names {
    PRODUCT(Kind.API_PRODUCT, "[A-Za-z0-9_\\-.#$%]|[A-Za-z0-9_\\-.#$%][A-Za-z0-9 _\\-.#$%]{0,98}[A-Za-z0-9_\\-.#$%]"),
    APP(Kind.APP, "[A-Za-z0-9][A-Za-z0-9 _\\-.#$%]{0,254}"),
    GROUP(Kind.APP_GROUP, "[A-Za-z0-9_\\-.#$%]|[A-Za-z0-9_\\-.#$%][A-Za-z0-9 _\\-.#$%]{0,253}[A-Za-z0-9_\\-.#$%]"),
    PROXY(Kind.API_PROXY, "[A-Za-z0-9._-]{1,255}"),
    ENVIRONMENT(Kind.ENVIRONMENT, "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,255}"),
    ENVIRONMENT_GROUP(Kind.ENVIRONMENT_GROUP, "[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]"),
    ORGANIZATION(Kind.ORGANIZATION, "[a-z][a-z0-9-]{0,254}"),
    TARGET_SERVER(Kind.TARGET_SERVER, "(?! )[A-Za-z0-9 ._-]{1,255}(?<! )"),
    SPACE(Kind.SPACE, "[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]"),
    CACHE(Kind.CACHE, "(?! )[A-Za-z0-9 ._-]{1,255}(?<! )"),
    KEY_VALUE_MAP(Kind.KEY_VALUE_MAP, "(?! )[A-Za-z0-9 _\\-.#$%]{1,255}(?<! )"),
    KEY_VALUE_ENTRY(Kind.KEY_VALUE_ENTRY, "(?! )[A-Za-z0-9 _\\-.$]{1,2048}(?<! )");

    private final Kind kind;
    private final Pattern pattern;

    Names(Kind kind, String pattern) {
        this.kind = kind;
        this.pattern = Pattern.compile(pattern);
    }

    /// The rule for one kind.
    static Names of(Kind kind) {
        return Arrays.stream(values())
                .filter(names -> names.kind == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule for the names of " + kind));
    }

    /// @throws Refused with `InvalidField` on `name`
    String check(String name) {
        if (!pattern.matcher(name).matches()) {
            throw Refused.invalid(kind, "name", name, "must match " + pattern);
        }
        return name;
    }
}
