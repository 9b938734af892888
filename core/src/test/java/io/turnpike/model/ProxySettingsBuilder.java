package io.turnpike.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Makes proxy settings for tests. As they start, keys and tokens are taken at the default places, and quotas are
/// enforced.
public final class ProxySettingsBuilder {
    private final List<String> basePaths;
    private List<? extends Target> targets = List.of(Target.of("http://127.0.0.1:9000"));
    private CredentialPlaces credentials = CredentialPlaces.DEFAULT;
    private boolean enforceQuota = true;

    private ProxySettingsBuilder(List<String> basePaths) {
        this.basePaths = basePaths;
    }

    public static ProxySettingsBuilder under(String... basePaths) {
        return new ProxySettingsBuilder(List.of(basePaths));
    }

    public ProxySettingsBuilder target(String url) {
        targets = List.of(Target.of(url));
        return this;
    }

    public ProxySettingsBuilder credentials(CredentialPlaces places) {
        credentials = places;
        return this;
    }

    public ProxySettingsBuilder takes(CredentialPlaces.Mode mode) {
        credentials = new CredentialPlaces(mode, credentials.header(), credentials.query(), credentials.forward());
        return this;
    }

    public ProxySettingsBuilder withoutQuota() {
        enforceQuota = false;
        return this;
    }

    public ProxySettings build() {
        return new ProxySettings(
                "",
                basePaths,
                Backend.of(targets),
                credentials,
                new ProxyLimits(
                        enforceQuota, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty(),
                Optional.empty());
    }
}
