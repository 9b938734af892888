package io.turnpike.management.problem;

import io.turnpike.problem.Problem.BadBundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What is told about bundles that cannot be imported. X has a detail of its own for them; Edge has only words.
///
/// Source: management-api 2.1.
final class BadBundles {
    private static final String MESSAGE = "bundle contains errors";
    private static final String CODE = "messaging.config.beans.ImportFailed";

    /// For X, whose words stand in the detail.
    static final Answer ANSWER = Answer.invalid(CODE, MESSAGE);

    private BadBundles() {}

    /// For Edge: all violations in one line.
    static Answer answer(BadBundle bundle) {
        String lines = bundle.violations().stream().map(BadBundles::line).collect(Collectors.joining("; "));
        return Answer.invalid(CODE, MESSAGE + ": " + lines);
    }

    /// The first detail of X's error.
    static Map<String, Object> detail(BadBundle bundle) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("@type", "type.googleapis.com/edge.configstore.bundle.BadBundle");
        detail.put(
                "violations",
                bundle.violations().stream().map(BadBundles::violation).toList());
        return detail;
    }

    private static Map<String, Object> violation(BadBundle.Violation violation) {
        var members = new LinkedHashMap<String, Object>();
        members.put("filename", violation.file().isEmpty() ? "bundle" : violation.file());
        members.put("description", violation.description());
        return members;
    }

    private static String line(BadBundle.Violation violation) {
        return (violation.file().isEmpty() ? "the bundle" : violation.file()) + " " + violation.description();
    }
}
