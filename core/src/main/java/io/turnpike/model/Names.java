package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Which names each kind of thing may have (management-api 1.6).
enum Names {
    PRODUCT(
            Kind.API_PRODUCT,
            "[A-Za-z0-9_\\-.#$%]|[A-Za-z0-9_\\-.#$%][A-Za-z0-9 _\\-.#$%]{0,98}[A-Za-z0-9_\\-.#$%]",
            "1 to 100 letters, digits, blanks and _ - . # $ %, with no blank at either end"),
    APP(
            Kind.APP,
            "[A-Za-z0-9][A-Za-z0-9 _\\-.#$%]{0,254}",
            "1 to 255 letters, digits, blanks and _ - . # $ %, the first a letter or a digit"),
    GROUP(
            Kind.APP_GROUP,
            "[A-Za-z0-9_\\-.#$%]|[A-Za-z0-9_\\-.#$%][A-Za-z0-9 _\\-.#$%]{0,253}[A-Za-z0-9_\\-.#$%]",
            "1 to 255 letters, digits, blanks and _ - . # $ %, with no blank at either end"),
    PROXY(Kind.API_PROXY, "[A-Za-z0-9._-]{1,255}", "1 to 255 letters, digits and . _ -"),
    ENVIRONMENT(Kind.ENVIRONMENT, "[A-Za-z0-9._-]{1,255}", "1 to 255 letters, digits and . _ -"),
    ENVIRONMENT_GROUP(
            Kind.ENVIRONMENT_GROUP,
            "[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]",
            "1 to 63 letters, digits and -, with a letter or a digit at both ends"),
    ORGANIZATION(
            Kind.ORGANIZATION, "[a-z][a-z0-9-]{0,254}", "1 to 255 small letters, digits and -, the first a letter"),
    TARGET_SERVER(
            Kind.TARGET_SERVER,
            "(?! )[A-Za-z0-9 ._-]{1,255}(?<! )",
            "1 to 255 letters, digits, blanks and . _ -, with no blank at either end"),
    SPACE(
            Kind.SPACE,
            "[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]",
            "1 to 63 letters, digits and . _ -, with a letter or a digit at both ends"),
    CACHE(
            Kind.CACHE,
            "(?! )[A-Za-z0-9 ._-]{1,255}(?<! )",
            "1 to 255 letters, digits, blanks and . _ -, with no blank at either end"),
    ISSUER(
            Kind.ISSUER,
            "[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]",
            "1 to 63 letters, digits and . _ -, with a letter or a digit at both ends"),
    KEY_STORE(Kind.KEY_STORE, "[A-Za-z0-9._-]{1,255}", "1 to 255 letters, digits and . _ -"),
    KEY_VALUE_MAP(
            Kind.KEY_VALUE_MAP,
            "(?! )[A-Za-z0-9 _\\-.#$%]{1,255}(?<! )",
            "1 to 255 letters, digits, blanks and _ - . # $ %, with no blank at either end"),
    KEY_VALUE_ENTRY(
            Kind.KEY_VALUE_ENTRY,
            "(?! )[A-Za-z0-9 _\\-.$]{1,2048}(?<! )",
            "1 to 2048 letters, digits, blanks and _ - . $, with no blank at either end");

    private final Kind kind;
    private final Pattern pattern;
    private final String rule;

    /// @param rule the pattern in words, readable behind "must be"
    Names(Kind kind, String pattern, String rule) {
        this.kind = kind;
        this.pattern = Pattern.compile(pattern);
        this.rule = rule;
    }

    /// The rule for one kind.
    static Names of(Kind kind) {
        return Arrays.stream(values())
                .filter(names -> names.kind == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule for the names of " + kind));
    }

    /// A name of dots could not be reached by a path: clients take such segments out.
    ///
    /// @throws Refused with `InvalidField` on `name`
    String check(String name) {
        if (!pattern.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw Refused.invalid(kind, "name", name, "must be " + rule);
        }
        return name;
    }
}
