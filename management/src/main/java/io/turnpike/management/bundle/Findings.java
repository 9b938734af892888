package io.turnpike.management.bundle;

import io.turnpike.model.BundleFacts.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What an import has to tell, in the order in which it was found.
///
/// Source: extensions.md PX5: whatever has no effect here is told.
final class Findings {
    private static final Set<String> SAYS_NOTHING = Set.of("DisplayName", "Description");

    private final List<Finding> list = new ArrayList<>();
    private final Set<String> applied = new LinkedHashSet<>();

    void add(String file, String code, String message) {
        list.add(new Finding(file, code, message));
    }

    /// Tells of each child that is none of `known` and not empty.
    ///
    /// @param owner what the element is, for people
    void addUnknown(String file, String owner, Element element, Set<String> known) {
        element.children().stream()
                .filter(child -> !known.contains(child.name()) && !SAYS_NOTHING.contains(child.name()))
                .filter(child -> !isEmpty(child))
                .map(Element::name)
                .distinct()
                .forEach(name ->
                        add(file, "DetailWithoutEffect", "<%s> of %s has no effect here".formatted(name, owner)));
    }

    void withoutEffect(Policy policy, List<Step> steps, String reason) {
        String places = steps.stream().map(Step::place).collect(Collectors.joining("; "));
        add(
                policy.file(),
                "PolicyWithoutEffect",
                "%s %s has no effect here%s. It is attached to: %s"
                        .formatted(policy.type(), policy.name(), reason.isEmpty() ? "" : ": " + reason, places));
    }

    /// Notes that a policy became a setting, or is what the gateway does anyway.
    void applied(Policy policy) {
        applied.add(policy.name());
    }

    boolean hasApplied(Policy policy) {
        return applied.contains(policy.name());
    }

    int appliedCount() {
        return applied.size();
    }

    List<Finding> list() {
        return List.copyOf(list);
    }

    private static boolean isEmpty(Element element) {
        return element.attributes().isEmpty()
                && element.text().isEmpty()
                && element.children().stream().allMatch(Findings::isEmpty);
    }
}
