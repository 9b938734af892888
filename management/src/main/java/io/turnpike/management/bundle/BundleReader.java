package io.turnpike.management.bundle;

import io.turnpike.management.bundle.Bundle.Descriptor;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the files of an archive, and checks that they fit together.
final class BundleReader {
    private final Violations violations = new Violations();
    private final List<Descriptor> descriptors = new ArrayList<>();
    private final List<Endpoint> proxies = new ArrayList<>();
    private final SequencedMap<String, Endpoint> targets = new LinkedHashMap<>();
    private final SequencedMap<String, Policy> policies = new LinkedHashMap<>();
    private final Map<String, byte[]> resources = new TreeMap<>();
    private final List<String> others = new ArrayList<>();

    private BundleReader() {}

    /// @throws Refused with `BadBundle`
    static Bundle read(Archive archive) {
        var reader = new BundleReader();
        archive.files().forEach(reader::file);
        reader.others.addAll(archive.outside());
        return reader.bundle();
    }

    private void file(String name, byte[] content) {
        if (name.startsWith(Part.RESOURCE_FILE.folder())) {
            resources.put(name.substring(Part.RESOURCE_FILE.folder().length()), content);
        } else if (name.endsWith(".xml")) {
            xml(name, content).ifPresent(root -> file(name, root));
        } else {
            others.add(name);
        }
    }

    private Optional<Element> xml(String name, byte[] content) {
        try {
            return Optional.of(XmlFile.read(name, content));
        } catch (Refused refused) {
            if (refused.problem() instanceof Problem.BadBundle(var found)) {
                found.forEach(each -> violations.add(each.file(), each.description()));
                return Optional.empty();
            }
            throw refused;
        }
    }

    private void file(String name, Element root) {
        if (name.startsWith(Part.PROXY_ENDPOINT.folder())) {
            require(name, root, "ProxyEndpoint");
            proxies.add(Endpoint.of(name, root));
        } else if (name.startsWith(Part.TARGET_ENDPOINT.folder())) {
            require(name, root, "TargetEndpoint");
            var target = Endpoint.of(name, root);
            unique(name, targets.put(target.name(), target), target.name());
        } else if (name.startsWith(Part.POLICY.folder())) {
            var policy = Policy.of(name, root);
            unique(name, policies.put(policy.name(), policy), policy.name());
        } else if (name.indexOf('/', Archive.FOLDER.length()) < 0 && root.name().equals("APIProxy")) {
            descriptors.add(new Descriptor(name, root.attribute("name"), root.textOf("Description")));
        } else {
            others.add(name);
        }
    }

    private void require(String file, Element root, String name) {
        if (!root.name().equals(name)) {
            violations.add(file, "must be the element <%s>".formatted(name));
        }
    }

    private void unique(String file, @Nullable Object former, String name) {
        if (former != null) {
            violations.add(file, "must not have the name %s of another file".formatted(name));
        }
    }

    private Bundle bundle() {
        if (descriptors.size() != 1) {
            violations.add(Archive.FOLDER, "must hold exactly one file with an <APIProxy>");
        }
        proxies.forEach(this::check);
        targets.values().forEach(this::checkSteps);
        violations.refuseAny();
        proxies.sort(Comparator.comparing((Endpoint proxy) -> !proxy.name().equals("default"))
                .thenComparing(Endpoint::name));
        return new Bundle(descriptors.getFirst(), proxies, targets, policies, resources, others);
    }

    private void check(Endpoint proxy) {
        if (proxy.basePaths().isEmpty()) {
            violations.add(proxy.file(), "must have a BasePath in its HTTPProxyConnection");
        }
        for (Element rule : proxy.routeRules()) {
            String target = rule.textOf("TargetEndpoint");
            if (!target.isEmpty() && !targets.containsKey(target)) {
                violations.add(proxy.file(), "names the target endpoint %s, which is not there".formatted(target));
            }
        }
        checkSteps(proxy);
    }

    private void checkSteps(Endpoint endpoint) {
        endpoint.steps().stream()
                .filter(step -> !policies.containsKey(step.policy()))
                .forEach(step -> violations.add(
                        endpoint.file(),
                        "names the policy %s in its %s, which is not there".formatted(step.policy(), step.flow())));
    }
}
