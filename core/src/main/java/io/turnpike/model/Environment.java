package io.turnpike.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place where proxies are deployed; counters and usage are kept apart by environment.
///
/// @param displayName empty where it was not sent
/// @param description empty where it was not sent
/// @param properties Apigee's list of scalars; ours start with `turnpike.`
public record Environment(
        UUID id,
        UUID organization,
        long version,
        String name,
        String displayName,
        String description,
        SequencedMap<String, String> properties,
        Details details,
        Provenance provenance) {
    public Environment {
        Names.ENVIRONMENT.check(name);
        properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    }

    /// What Apigee knows of an environment and nothing here depends on: kept, and given back as it was sent. Each is
    /// null where it was not sent.
    ///
    /// Source: Apigee "REST Resource: organizations.environments".
    public record Details(
            @Nullable Type type,
            @Nullable DeploymentType deploymentType,
            @Nullable ApiProxyType apiProxyType,
            @Nullable String forwardProxyUri,
            @Nullable Boolean hasAttachedFlowHooks,
            @Nullable NodeConfig nodeConfig,
            @Nullable ClientIp clientIp) {
        public static final Details NONE = new Details(null, null, null, null, null, null, null);
    }

    public enum Type {
        ENVIRONMENT_TYPE_UNSPECIFIED,
        BASE,
        INTERMEDIATE,
        COMPREHENSIVE
    }

    public enum DeploymentType {
        DEPLOYMENT_TYPE_UNSPECIFIED,
        PROXY,
        ARCHIVE
    }

    public enum ApiProxyType {
        API_PROXY_TYPE_UNSPECIFIED,
        PROGRAMMABLE,
        CONFIGURABLE
    }

    /// How many of Apigee's nodes an environment wants.
    public record NodeConfig(
            @Nullable Long minNodeCount, @Nullable Long maxNodeCount) {}

    /// The header field that holds the client's address, and which of its addresses counts.
    public record ClientIp(
            @Nullable String headerName, @Nullable Long headerIndex) {}
}
