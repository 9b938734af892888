package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import io.turnpike.model.Deployment;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Quota;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Windows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A revision of a proxy as it answers in one environment.
///
/// @param targets the settings' targets with their places found; empty where there are none, or none is there
/// @param limits the proxy's own, for calls that no product gives a quota
/// @param pace null where the proxy arrests no spikes
public record ServedApi(
        String proxy,
        int revision,
        ProxySettings settings,
        List<ServedTarget> targets,
        List<Limit> limits,
        @Nullable Pace pace) {
    public ServedApi {
        targets = List.copyOf(targets);
        limits = List.copyOf(limits);
    }

    static ServedApi of(String proxy, Deployment deployment, ProxySettings settings, List<ServedTarget> targets) {
        return new ServedApi(
                proxy,
                deployment.revision(),
                settings,
                targets,
                settings.limits().quota().map(quota -> limit(deployment, quota)).stream()
                        .toList(),
                settings.limits()
                        .spikeArrest()
                        .map(arrest -> Pace.of(deployment.proxy(), arrest))
                        .orElse(null));
    }

    private static Limit limit(Deployment deployment, Quota quota) {
        CounterId counter = CounterId.of("quota|" + deployment.organization() + "|" + deployment.proxy() + "|proxy|"
                + quota.interval() + quota.unit());
        return new Limit.Windowed(
                Limits.QUOTA, CounterScope.PROXY, quota, Windows.Grid.of(quota.unit(), quota.interval()), counter);
    }
}
