package io.turnpike.management.proxy;

import io.turnpike.storage.ProxyStore.Deployed;
import java.util.List;

/// A revision that answers in an environment.
///
/// @param conflicts deployments of the same proxy that hold its base paths elsewhere in a group
record Answering(String organization, String environment, Deployed deployed, List<RouteConflict> conflicts) {
    String proxy() {
        return deployed.proxy();
    }

    String revision() {
        return Integer.toString(deployed.deployment().revision());
    }
}
