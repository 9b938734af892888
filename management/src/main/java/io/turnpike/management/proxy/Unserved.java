package io.turnpike.management.proxy;

import io.turnpike.model.ProxySettings;
import io.turnpike.model.TargetServer;
import io.turnpike.model.TargetServer.Protocol;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;

/// What the gateway of this version cannot do as a revision says. Such a revision can be stored, and is refused when
/// it is to be deployed: calls must not pass in another way than they were meant to.
final class Unserved {
    private Unserved() {}

    /// @param servers those that the targets name
    /// @throws Refused with `WrongState`
    static void refuse(ProxySettings settings, List<TargetServer> servers) {
        if (settings.basePaths().isEmpty()) {
            throw new Refused(new Problem.WrongState(
                    Kind.REQUEST, "deployment", "is refused: the revision has no proxy endpoint"));
        }
        if (servers.stream().anyMatch(server -> server.spoken() == Protocol.EXTERNAL_CALLOUT)) {
            throw new Refused(new Problem.WrongState(
                    Kind.REQUEST,
                    "deployment",
                    "is refused: the revision has a target server that does not speak HTTP, which this version"
                            + " cannot serve"));
        }
    }
}
