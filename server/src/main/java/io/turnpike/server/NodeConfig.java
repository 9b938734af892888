package io.turnpike.server;

import io.turnpike.gateway.exchange.ExchangeConfig;
import io.turnpike.gateway.exchange.TrustedProxies;
import io.turnpike.metering.log.UsageConfig;
import io.turnpike.model.AddressRange;
import io.turnpike.problem.Refused;
import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.WrongSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// What an operator may set, in one place. A variable is named like its key:
/// `TURNPIKE_USAGE_MAX_SIZE` for `usage.max-size`.
///
/// @param secure the gateway's listener for TLS, on the address of the other; empty: there is none
/// @param trusted proxies before the gateway whose word on where calls come from is taken
/// @param targetConnections to one target at one time
/// @param dataDirectory holds the database, the usage log and the master key
/// @param storageUrl JDBC URL of the management database
/// @param sharesCounters false when several nodes on one database may each count on their own
/// @param organization name of the organization that a fresh database gets
/// @param demo whether to load the sample organization and start its upstream
record NodeConfig(
        Listener gateway,
        Optional<SecureListener> secure,
        Via via,
        TrustedProxies trusted,
        int targetConnections,
        Listener management,
        Path dataDirectory,
        String storageUrl,
        boolean sharesCounters,
        Administrator administrator,
        UsageConfig usage,
        Keep keep,
        String organization,
        boolean demo) {
    static NodeConfig from(Settings settings) {
        Path data = Path.of(settings.text("data.dir", "data"));
        NodeConfig config = new NodeConfig(
                Listener.from(settings, "gateway", "0.0.0.0", 8080),
                SecureListener.from(settings),
                Via.from(settings),
                trusted(settings.text("gateway.trusted-proxies", "")),
                settings.integer("gateway.target-connections", ExchangeConfig.DEFAULT_TARGET_CONNECTIONS, 1, 1_000_000),
                Listener.from(settings, "management", "127.0.0.1", 8081),
                data,
                settings.text("storage.url", "jdbc:sqlite:" + data.resolve("turnpike.db")),
                settings.flag("counters.shared", true),
                Administrator.from(settings),
                usage(settings, data.resolve("usage")),
                Keep.from(settings),
                settings.text("org", "default"),
                settings.flag("demo", false));
        settings.text("counters.url").ifPresent(url -> {
            throw new WrongSetting(
                    "counters.url is not supported by this version; counters are in memory and in the usage log");
        });
        settings.refuseUnknown();
        return config;
    }

    /// @param ranges comma list
    private static TrustedProxies trusted(String ranges) {
        try {
            return new TrustedProxies(Stream.of(ranges.split(","))
                    .map(String::strip)
                    .filter(range -> !range.isEmpty())
                    .map(AddressRange::of)
                    .toList());
        } catch (Refused e) {
            throw new WrongSetting(
                    "gateway.trusted-proxies must be addresses or ranges such as 10.0.0.0/8, 2001:db8::/32");
        }
    }

    /// @throws WrongSetting if a bound is 0 that must not be
    private static UsageConfig usage(Settings settings, Path directory) {
        try {
            return new UsageConfig(
                    directory,
                    settings.duration("usage.write", "20ms"),
                    UsageConfig.in(directory).writeEntries(),
                    settings.duration("usage.sync", "1s"),
                    settings.size("usage.segment-size", "64MiB"),
                    settings.duration("usage.segment-age", "9m"),
                    settings.duration("usage.keep", "30d"),
                    settings.size("usage.max-size", "10GiB"));
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(String.valueOf(e.getMessage()));
        }
    }

    /// @param port 0 picks a free one
    record Listener(String address, int port) {
        static Listener from(Settings settings, String name, String address, int port) {
            return new Listener(
                    settings.text(name + ".address", address), settings.integer(name + ".port", port, 0, 65535));
        }
    }

    /// How the gateway names itself in `Via`.
    ///
    /// @param name empty leaves the field out
    /// @param answers whether answers carry the field too
    record Via(String name, boolean answers) {
        static Via from(Settings settings) {
            String name = settings.text("gateway.via", "turnpike");
            if (!name.matches("[A-Za-z0-9._-]*")) {
                throw new WrongSetting("gateway.via must be letters, digits and . _ -");
            }
            return new Via(name, settings.flag("gateway.via.answers", false));
        }
    }

    /// How long the management database keeps what only grows.
    ///
    /// @param audit entries of the audit
    /// @param changes rows of the change log that every node has seen
    /// @param stats sums of calls by hour
    record Keep(Duration audit, Duration changes, Duration stats) {
        Keep {
            if (audit.isZero() || changes.isZero() || stats.isZero()) {
                throw new WrongSetting("audit.keep, changes.keep and stats.keep must be more than 0");
            }
        }

        static Keep from(Settings settings) {
            return new Keep(
                    settings.duration("audit.keep", "400d"),
                    settings.duration("changes.keep", "1d"),
                    settings.duration("stats.keep", "400d"));
        }
    }

    /// @param password empty: one is generated on the first start and printed once
    /// @param token a Bearer token that has the administrator's rights
    /// @param readerToken a Bearer token that may only read
    record Administrator(String user, Optional<String> password, Optional<String> token, Optional<String> readerToken) {
        static Administrator from(Settings settings) {
            return new Administrator(
                    settings.text("admin.user", "admin"),
                    settings.secret("admin.password"),
                    settings.secret("admin.token"),
                    settings.secret("reader.token"));
        }

        @Override
        public String toString() {
            return "Administrator[" + user + "]";
        }
    }
}
