package io.turnpike.management.proxy;

import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;

/// What the gateway of this version cannot do as a revision says. Such a revision can be stored, and is refused when
/// it is to be deployed: calls must not pass in another way than they were meant to.
final class Unserved {
    private Unserved() {}

    /// @throws Refused with `WrongState`
    static void refuse(ProxySettings settings) {
        var targets = settings.backend().targets();
        if (targets.stream().anyMatch(Target.Unresolved.class::isInstance)) {
            throw refused("has a target that is not resolved");
        }
        if (targets.stream().anyMatch(Target.Server.class::isInstance)) {
            throw refused("has a target server");
        }
        if (settings.backend().tls().flatMap(TargetTls::keyStore).isPresent()) {
            throw refused("shows targets a certificate of a key store");
        }
        if (settings.limits().maxConcurrent().isPresent()) {
            throw refused("bounds the calls under way");
        }
        if (settings.credentials().mode() == Mode.TOKEN) {
            throw refused("takes tokens only");
        }
    }

    private static Refused refused(String reason) {
        return new Refused(new Problem.WrongState(
                Kind.REQUEST,
                "deployment",
                "is refused: the revision " + reason + ", which this version cannot serve"));
    }
}
