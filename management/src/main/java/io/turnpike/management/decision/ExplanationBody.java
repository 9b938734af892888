package io.turnpike.management.decision;

import io.turnpike.explanation.Explanation;
import io.turnpike.explanation.Explanation.Answered;
import io.turnpike.explanation.Explanation.Identified;
import io.turnpike.explanation.Explanation.Limited;
import io.turnpike.explanation.Explanation.Matched;
import io.turnpike.explanation.Explanation.Routed;
import io.turnpike.explanation.Explanation.RoutedElsewhere;
import io.turnpike.explanation.Explanation.RuledOutProduct;
import io.turnpike.explanation.Explanation.Sent;
import io.turnpike.explanation.Explanation.Step;
import io.turnpike.explanation.Explanation.Unidentified;
import io.turnpike.explanation.Explanation.Unrouted;
import io.turnpike.management.wire.Rfc3339;
import io.turnpike.model.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An explanation as the API answers it (extensions.md section 9).
///
/// @param names what an owner is known by
record ExplanationBody(Function<Owner, String> names) {
    Map<String, Object> write(Explanation explanation, Instant at) {
        var body = new LinkedHashMap<String, Object>();
        var refusal = explanation.refusal();
        body.put("decision", refusal == null ? "allowed" : "refused");
        body.put("status", explanation.status());
        if (refusal != null) {
            body.put("errorcode", refusal.code());
            body.put("reason", typed(refusal.reason()));
        }
        body.put("revision", explanation.revision());
        body.put("time", Rfc3339.text(at));
        body.put("steps", explanation.steps().stream().map(this::write).toList());
        return body;
    }

    private Map<String, Object> write(Step step) {
        return switch (step) {
            case Routed routed ->
                members(
                        "step", "route",
                        "proxy", routed.proxy(),
                        "revision", Integer.toString(routed.revision()),
                        "environment", routed.environment(),
                        "basePath", routed.basePath(),
                        "suffix", routed.suffix());
            case Unrouted _ -> members("step", "route", "outcome", "notFound");
            case RoutedElsewhere _ -> members("step", "route", "outcome", "otherEnvironment");
            case Identified identified -> write(identified);
            case Unidentified(String kind, String place) ->
                place.isEmpty()
                        ? members("step", "credential", "outcome", "absent")
                        : members("step", "credential", "kind", kind, "place", place, "outcome", "unknown");
            case RuledOutProduct(String product, var reason, String detail) ->
                members(
                        "step",
                        "product",
                        "product",
                        product,
                        "outcome",
                        "ruledOut",
                        "reason",
                        typed(reason.name()),
                        "detail",
                        detail);
            case Matched(String product, var operations) ->
                members(
                        "step",
                        "product",
                        "product",
                        product,
                        "outcome",
                        "matched",
                        "operation",
                        String.join(" + ", operations));
            case Limited limited -> write(limited);
            case Sent(String url) -> members("step", "target", "url", url);
            case Answered _ -> members("step", "target", "outcome", "answeredByTheGateway");
        };
    }

    private Map<String, Object> write(Identified identified) {
        return members(
                "step",
                "credential",
                "kind",
                identified.kind(),
                "place",
                identified.place(),
                "credential",
                identified.credential().toString(),
                "app",
                identified.appName(),
                identified.owner() instanceof Owner.Developer ? "developer" : "group",
                names.apply(identified.owner()),
                "status",
                identified.status().name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> write(Limited limited) {
        return members(
                "step", "limit",
                "name", limited.name(),
                "product", limited.product(),
                "scope", limited.scope().name(),
                "limit", limited.limit(),
                "used", limited.used(),
                "remaining", limited.remaining(),
                "window", Duration.ofSeconds(limited.seconds()).toString(),
                "resetsAt", Rfc3339.text(Instant.ofEpochMilli(limited.resetsAt())),
                "outcome", limited.admitted() ? "admitted" : "refused");
    }

    /// In the order in which they are given; empty texts are left out.
    private static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].equals("")) {
                members.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return members;
    }

    /// `WRONG_PATH` as `WrongPath`.
    static String typed(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
