package io.turnpike.management.bundle;

import io.turnpike.management.bundle.Routing.Kept;
import io.turnpike.model.BundleFacts;
import io.turnpike.model.ProxySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Makes settings of a bundle, and tells what of it has no effect here.
///
/// Source: extensions.md PX5.
final class Translation {
    private final Bundle bundle;
    private final boolean open;
    private final Findings findings = new Findings();
    private final CredentialRule credentials = new CredentialRule();
    private final LimitRules limits = new LimitRules();
    private final CorsRule cors = new CorsRule();

    /// @param open whether a proxy whose policies ask for no credential asks for none here
    Translation(Bundle bundle, boolean open) {
        this.bundle = bundle;
        this.open = open;
    }

    ImportedBundle translated() {
        Kept kept = new Routing(bundle, findings).kept();
        bundle.proxies().forEach(this::noteConnection);
        bundle.policies().values().forEach(policy -> take(policy, kept));
        var settings = new ProxySettings(
                bundle.descriptor().description(),
                kept.basePaths(),
                new TargetRule(bundle, findings).backend(kept.destination()),
                credentials.places(open, bundle.descriptor().file(), findings),
                limits.limits(),
                cors.cors(),
                Optional.empty());
        bundle.others()
                .forEach(file ->
                        findings.add(Violations.printable(file), "FileWithoutEffect", "The file has no effect here"));
        return new ImportedBundle(bundle.descriptor().name(), settings, facts(settings));
    }

    private void noteConnection(Endpoint proxy) {
        proxy.xml()
                .children("HTTPProxyConnection")
                .forEach(connection -> findings.addUnknown(
                        proxy.file(),
                        "the proxy endpoint " + proxy.name(),
                        connection,
                        Set.of("BasePath", "Properties")));
    }

    private void take(Policy policy, Kept kept) {
        List<Step> steps = bundle.stepsOf(policy);
        if (steps.isEmpty()) {
            findings.add(
                    policy.file(),
                    "PolicyNotAttached",
                    "%s %s is attached to no flow".formatted(policy.type(), policy.name()));
        } else if (!policy.enabled()) {
            findings.withoutEffect(policy, steps, "it is disabled");
        } else {
            take(new Use(policy, steps, findings), kept);
        }
    }

    private void take(Use use, Kept kept) {
        switch (use.policy().type()) {
            case "VerifyAPIKey", "OAuthV2 VerifyAccessToken", "Quota", "SpikeArrest", "CORS" -> {
                if (use.steps().stream().noneMatch(Step::isRequest)) {
                    use.withoutEffect("it stands in no request flow");
                } else {
                    apply(use);
                    noteReach(use, kept);
                }
            }
            case "OAuthV2 GenerateAccessToken", "OAuthV2 RefreshAccessToken" ->
                use.withoutEffect("proxies issue no tokens here");
            default -> use.withoutEffect("");
        }
    }

    private void apply(Use use) {
        switch (use.policy().type()) {
            case "VerifyAPIKey" -> credentials.takeKeys(use);
            case "OAuthV2 VerifyAccessToken" -> credentials.takeTokens(use);
            case "Quota" -> limits.takeQuota(use);
            case "SpikeArrest" -> limits.takeSpikeArrest(use);
            default -> cors.take(use);
        }
    }

    /// A setting holds for every call of the proxy: what held for some of them only is told.
    private void noteReach(Use use, Kept kept) {
        if (!findings.hasApplied(use.policy())) {
            return;
        }
        List<Step> requests = use.steps().stream().filter(Step::isRequest).toList();
        if (requests.stream().noneMatch(step -> step.condition().isEmpty())) {
            use.note(
                    "ConditionalPolicy",
                    "holds for every call here. It is attached to: "
                            + String.join(
                                    "; ", requests.stream().map(Step::place).toList()));
        }
        List<String> without = kept.endpoints().stream()
                .filter(endpoint -> !runs(endpoint, requests))
                .map(Endpoint::name)
                .toList();
        if (!without.isEmpty() && without.size() < kept.endpoints().size()) {
            use.note(
                    "AppliesToAllBasePaths",
                    "holds under all base paths here, also for the proxy endpoint " + String.join(", ", without));
        }
        if (use.xml().attribute("continueOnError").equals("true")) {
            use.note("DetailWithoutEffect", "lets calls go on that it refuses; here they are refused");
        }
    }

    private static boolean runs(Endpoint endpoint, List<Step> steps) {
        return steps.stream().anyMatch(step -> step.file().equals(endpoint.file()));
    }

    private BundleFacts facts(ProxySettings settings) {
        List<String> sharedFlows = bundle.policies().values().stream()
                .filter(policy -> policy.type().equals("FlowCallout"))
                .map(policy -> policy.xml().textOf("SharedFlowBundle"))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        List<String> servers = bundle.targets().values().stream()
                .flatMap(target -> target.xml().at("HTTPTargetConnection", "LoadBalancer", "Server"))
                .map(server -> server.attribute("name"))
                .distinct()
                .toList();
        return new BundleFacts(
                bundle.proxies().stream().map(Endpoint::name).toList(),
                List.copyOf(bundle.targets().keySet()),
                List.copyOf(bundle.policies().keySet()),
                bundle.resources().keySet().stream().map(Translation::resource).toList(),
                servers,
                sharedFlows,
                new BundleFacts.Report(counts(settings), findings.list()));
    }

    private SequencedMap<String, Integer> counts(ProxySettings settings) {
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        counts.put("basePaths", settings.basePaths().size());
        counts.put("proxyEndpoints", bundle.proxies().size());
        counts.put("targetEndpoints", bundle.targets().size());
        counts.put("policies", bundle.policies().size());
        counts.put("applied", findings.appliedCount());
        counts.put("problems", findings.list().size());
        return counts;
    }

    /// `jsc/sign.js` is called `jsc://sign.js`.
    private static String resource(String path) {
        int folder = path.indexOf('/');
        return folder < 0 ? path : path.substring(0, folder) + "://" + path.substring(folder + 1);
    }
}
