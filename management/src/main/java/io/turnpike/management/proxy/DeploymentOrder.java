package io.turnpike.management.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Call;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a deployment is asked to do: the query says it, or a form in the body, as Edge's clients send it. The query
/// wins; bodies of other types say nothing.
///
/// Source: management-api 6, 24.2; apigee-edge-js and apigeetool send forms.
final class DeploymentOrder {
    private final Call call;
    private final Map<String, String> form;

    private DeploymentOrder(Call call, Map<String, String> form) {
        this.call = call;
        this.form = form;
    }

    /// @throws Refused with `Malformed` where the form is none, or `InvalidField` for what no deployment has here
    static DeploymentOrder of(Call call) {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean isForm = type.startsWith("application/x-www-form-urlencoded");
        var order = new DeploymentOrder(call, isForm ? form(new String(call.body(), UTF_8)) : Map.of());
        order.requireNoBasePath();
        return order;
    }

    /// Edge would put it before those of the revision.
    private void requireNoBasePath() {
        if (value("basepath").filter(path -> !path.equals("/")).isPresent()) {
            throw Refused.invalid(
                    Kind.REQUEST,
                    "basepath",
                    null,
                    "must be left out: a deployment has the base paths of its revision");
        }
    }

    boolean overrides() {
        return value("override").filter("true"::equalsIgnoreCase).isPresent();
    }

    /// @throws Refused with `InvalidField` for anything but `deploy` and `undeploy`
    boolean undeploys() {
        return switch (value("action").orElse("deploy")) {
            case "deploy" -> false;
            case "undeploy" -> true;
            default -> throw Refused.invalid(Kind.REQUEST, "action", null, "must be deploy or undeploy");
        };
    }

    /// @throws Refused with `InvalidField` where it is missing
    String environment() {
        return value("env").orElseThrow(() -> Refused.invalid(Kind.REQUEST, "env", null, "must name the environment"));
    }

    /// @throws Refused with `InvalidField` where it is missing
    String revision() {
        return value("revision").orElseThrow(() -> Refused.invalid(Kind.REQUEST, "revision", null, "must be a number"));
    }

    private Optional<String> value(String name) {
        return call.query(name).or(() -> Optional.ofNullable(form.get(name)));
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (String pair : body.split("&")) {
            int end = pair.indexOf('=');
            if (end > 0) {
                form.put(decoded(pair.substring(0, end)), decoded(pair.substring(end + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Refused(new Problem.Malformed("the body must be a form"));
        }
    }
}
