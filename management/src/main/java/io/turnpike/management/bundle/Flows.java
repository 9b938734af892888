package io.turnpike.management.bundle;

import java.util.List;
import java.util.stream.Stream;

/// Finds the policies that an endpoint runs.
final class Flows {
    private final String file;
    private final Element endpoint;

    private Flows(String file, Element endpoint) {
        this.file = file;
        this.endpoint = endpoint;
    }

    static List<Step> steps(String file, Element endpoint) {
        var flows = new Flows(file, endpoint);
        return Stream.of(
                        flows.endpoint.children("PreFlow").flatMap(flow -> flows.both("PreFlow", flow)),
                        flows.endpoint
                                .at("Flows", "Flow")
                                .flatMap(flow -> flows.both("Flow " + flow.attribute("name"), flow)),
                        flows.endpoint.children("PostFlow").flatMap(flow -> flows.both("PostFlow", flow)),
                        flows.endpoint.children("PostClientFlow").flatMap(flow -> flows.both("PostClientFlow", flow)),
                        flows.endpoint.children("EventFlow").flatMap(flow -> flows.both("EventFlow", flow)),
                        flows.endpoint
                                .at("FaultRules", "FaultRule")
                                .flatMap(rule -> flows.steps("FaultRule " + rule.attribute("name"), false, rule, rule)),
                        flows.endpoint
                                .children("DefaultFaultRule")
                                .flatMap(rule -> flows.steps("DefaultFaultRule", false, rule, rule)))
                .flatMap(steps -> steps)
                .toList();
    }

    private Stream<Step> both(String name, Element flow) {
        return Stream.concat(
                flow.children("Request").flatMap(side -> steps(name + " request", true, flow, side)),
                flow.children("Response").flatMap(side -> steps(name + " response", false, flow, side)));
    }

    private Stream<Step> steps(String name, boolean isRequest, Element flow, Element side) {
        return side.children("Step")
                .map(step -> new Step(file, name, step.textOf("Name"), isRequest, condition(flow, step)));
    }

    private static String condition(Element flow, Element step) {
        String outer = flow.textOf("Condition");
        String inner = step.textOf("Condition");
        return outer.isEmpty() || inner.isEmpty() ? outer + inner : "(%s) and (%s)".formatted(outer, inner);
    }
}
