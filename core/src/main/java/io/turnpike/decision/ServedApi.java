package io.turnpike.decision;

import io.turnpike.model.ProxySettings;
import io.turnpike.model.Target;
import java.util.List;

/// A revision of a proxy as it answers in one environment.
///
/// @param targets the settings' targets with their places found; empty where the settings name none
public record ServedApi(String proxy, int revision, ProxySettings settings, List<Target.Url> targets) {
    public ServedApi {
        targets = List.copyOf(targets);
    }
}
