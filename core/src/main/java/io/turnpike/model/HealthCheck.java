package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Duration;

/// How a target is asked whether it is well.
///
/// @param path asked with GET below the target's own path; a 2xx or 3xx says that it is well
/// @param every time between two questions
/// @param healthyAfter good answers in a row that bring a target back
/// @param unhealthyAfter failures in a row that take a target out
public record HealthCheck(String path, Duration every, int healthyAfter, int unhealthyAfter) {
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(5);
    public static final int DEFAULT_HEALTHY_AFTER = 2;
    public static final int DEFAULT_UNHEALTHY_AFTER = 3;

    public HealthCheck {
        boolean visible = path.chars().allMatch(character -> character > 0x20 && character < 0x7f && character != '#');
        if (!path.startsWith("/") || !visible || path.length() > 2_048) {
            throw invalid("health.path", path, "must be a path of visible ASCII that starts with /");
        }
        if (every.compareTo(Duration.ofMillis(100)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
            throw invalid("health.every", every, "must be from 100ms to one hour");
        }
        count("health.healthyAfter", healthyAfter);
        count("health.unhealthyAfter", unhealthyAfter);
    }

    private static void count(String field, int count) {
        if (count < 1 || count > 100) {
            throw invalid(field, count, "must be from 1 to 100");
        }
    }

    private static Refused invalid(String field, Object given, String rule) {
        return Refused.invalid(Kind.API_PROXY, field, given, rule);
    }
}
