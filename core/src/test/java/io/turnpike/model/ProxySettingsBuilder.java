package io.turnpike.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Makes proxy settings for tests. As they start, keys and tokens are taken at the default places, and quotas are
/// enforced.
public final class ProxySettingsBuilder {
    /// The defaults, but for a target that is slow to take a connection where the machine is busy.
    public static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(20), Timeouts.DEFAULT.firstByte(), Timeouts.DEFAULT.idle(), Timeouts.DEFAULT.total());

    private final List<String> basePaths;
    private List<? extends Target> targets = List.of(Target.of("http://127.0.0.1:9000"));
    private CredentialPlaces credentials = CredentialPlaces.DEFAULT;
    private Timeouts timeouts = PATIENT;
    private boolean enforceQuota = true;
    private boolean contextHeaders;
    private Optional<Quota> quota = Optional.empty();
    private Optional<SpikeArrest> spikeArrest = Optional.empty();
    private OptionalInt maxConcurrent = OptionalInt.empty();
    private Optional<HealthCheck> health = Optional.empty();
    private Optional<TargetTls> tls = Optional.empty();
    private Optional<Cors> cors = Optional.empty();
    private Optional<AddressRules> ip = Optional.empty();

    private ProxySettingsBuilder(List<String> basePaths) {
        this.basePaths = basePaths;
    }

    public static ProxySettingsBuilder under(String... basePaths) {
        return new ProxySettingsBuilder(List.of(basePaths));
    }

    public ProxySettingsBuilder target(String url) {
        return targets(Target.of(url));
    }

    public ProxySettingsBuilder targets(Target... several) {
        targets = List.of(several);
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

    public ProxySettingsBuilder timeouts(Timeouts its) {
        timeouts = its;
        return this;
    }

    public ProxySettingsBuilder withoutQuota() {
        enforceQuota = false;
        return this;
    }

    public ProxySettingsBuilder quota(long limit, int interval, Quota.Unit unit) {
        quota = Optional.of(new Quota(limit, interval, unit));
        return this;
    }

    /// @param rate such as `100ps`
    /// @param by such as `client.ip`; empty: all callers share one
    public ProxySettingsBuilder spikeArrest(String rate, String by) {
        spikeArrest =
                Optional.of(SpikeArrest.of(rate, by.isEmpty() ? Optional.empty() : Optional.of(CallValue.of(by))));
        return this;
    }

    public ProxySettingsBuilder maxConcurrent(int calls) {
        maxConcurrent = OptionalInt.of(calls);
        return this;
    }

    public ProxySettingsBuilder contextHeaders() {
        contextHeaders = true;
        return this;
    }

    public ProxySettingsBuilder health(HealthCheck check) {
        health = Optional.of(check);
        return this;
    }

    public ProxySettingsBuilder tls(TargetTls its) {
        tls = Optional.of(its);
        return this;
    }

    public ProxySettingsBuilder cors(Cors its) {
        cors = Optional.of(its);
        return this;
    }

    public ProxySettingsBuilder ip(List<String> allow, List<String> deny) {
        ip = Optional.of(new AddressRules(
                allow.stream().map(AddressRange::of).toList(),
                deny.stream().map(AddressRange::of).toList()));
        return this;
    }

    public ProxySettings build() {
        return new ProxySettings(
                "",
                basePaths,
                new Backend(List.copyOf(targets), timeouts, false, contextHeaders, health, tls),
                credentials,
                new ProxyLimits(enforceQuota, quota, spikeArrest, OptionalLong.empty(), maxConcurrent),
                cors,
                ip);
    }
}
