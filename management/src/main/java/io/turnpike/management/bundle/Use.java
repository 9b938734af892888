package io.turnpike.management.bundle;

import java.util.List;
import java.util.Set;

/// A policy that runs in the flows of a bundle, and may become a setting.
///
/// @param steps where it is attached, at least one
record Use(Policy policy, List<Step> steps, Findings findings) {
    Element xml() {
        return policy.xml();
    }

    void note(String code, String message) {
        findings.add(policy.file(), code, "%s %s %s".formatted(policy.type(), policy.name(), message));
    }

    void noteUnknown(Set<String> known) {
        findings.addUnknown(policy.file(), policy.type() + " " + policy.name(), xml(), known);
    }

    void withoutEffect(String reason) {
        findings.withoutEffect(policy, steps, reason);
    }

    void applied() {
        findings.applied(policy);
    }
}
