package io.turnpike.management.bundle;

import io.turnpike.model.Cors;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The CORS policy of a bundle.
///
/// Source: extensions.md PX5.
final class CorsRule {
    /// What echoes the caller's own wish means anything.
    private static final Set<String> ECHOES = Set.of(
            "{request.header.origin}",
            "{request.header.access-control-request-method}",
            "{request.header.access-control-request-headers}");

    private static final long LONGEST = Duration.ofDays(365).toSeconds();

    private @Nullable Cors cors;

    Optional<Cors> cors() {
        return Optional.ofNullable(cors);
    }

    void take(Use use) {
        Cors read;
        try {
            read = read(use);
        } catch (Refused refused) {
            use.withoutEffect(
                    refused.problem() instanceof Problem.InvalidField field
                            ? "%s %s".formatted(field.field(), field.rule())
                            : "it cannot be read");
            return;
        }
        use.applied();
        use.noteUnknown(Set.of(
                "AllowOrigins",
                "AllowMethods",
                "AllowHeaders",
                "ExposeHeaders",
                "MaxAge",
                "AllowCredentials",
                "GeneratePreflightResponse",
                "IgnoreUnresolvedVariables"));
        if (use.xml().textOf("GeneratePreflightResponse").equals("false")) {
            use.note("DetailWithoutEffect", "leaves preflights to the target; here the gateway answers them");
        }
        if (cors == null) {
            cors = read;
        } else if (!cors.equals(read)) {
            use.note("OneOfSeveral", "is left out: a proxy has one set of rules, and another policy set it");
        }
    }

    private static Cors read(Use use) {
        Element xml = use.xml();
        List<String> origins = list(xml, "AllowOrigins");
        boolean credentials = xml.isTrue("AllowCredentials");
        if (credentials && origins.contains(Cors.ANY)) {
            use.note("CredentialsForEveryone", "lets pages of every origin send credentials; here they may not");
            credentials = false;
        }
        return new Cors(
                origins.contains(Cors.ANY) ? List.of(Cors.ANY) : origins,
                list(xml, "AllowMethods"),
                list(xml, "AllowHeaders"),
                list(xml, "ExposeHeaders"),
                credentials,
                maxAge(xml.textOf("MaxAge")));
    }

    private static List<String> list(Element xml, String name) {
        return Arrays.stream(xml.textOf(name).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> ECHOES.contains(entry) ? Cors.ANY : entry)
                .distinct()
                .toList();
    }

    /// Apigee's -1 forbids browsers to remember.
    private static Optional<Duration> maxAge(String seconds) {
        return seconds.matches("-?[0-9]{1,18}")
                ? Optional.of(Duration.ofSeconds(Math.clamp(Long.parseLong(seconds), 0, LONGEST)))
                : Optional.empty();
    }
}
