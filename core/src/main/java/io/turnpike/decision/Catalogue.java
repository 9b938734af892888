package io.turnpike.decision;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that a decision needs but the keys, at one revision. Immutable; a call reads the reference to it once.
public final class Catalogue {
    public static final Catalogue EMPTY = new Catalogue(0, Map.of());

    /// Longest name of a host (RFC 1035 2.3.4). A longer one is looked for in no domain: that cuts off each of its
    /// labels anew.
    private static final int MAX_HOST = 253;

    private final long revision;
    private final Map<UUID, OrganizationCatalogue> organizations;
    private final Map<String, HostGroup> byHostname = new HashMap<>();
    private final boolean hasWildcards;
    private final @Nullable HostGroup catchAll;

    private Catalogue(long revision, Map<UUID, OrganizationCatalogue> organizations) {
        this.revision = revision;
        this.organizations = Map.copyOf(organizations);
        organizations.values().forEach(organization -> byHostname.putAll(organization.byHostname()));
        this.catchAll = byHostname.get("*");
        this.hasWildcards = byHostname.keySet().stream().anyMatch(hostname -> hostname.startsWith("*."));
    }

    /// This catalogue with one organization replaced or added.
    public Catalogue with(OrganizationCatalogue organization, long atRevision) {
        Map<UUID, OrganizationCatalogue> changed = new HashMap<>(organizations);
        changed.put(organization.id(), organization);
        return new Catalogue(atRevision, changed);
    }

    /// Place in the change log of the last change that this catalogue holds.
    public long revision() {
        return revision;
    }

    public @Nullable OrganizationCatalogue organization(UUID id) {
        return organizations.get(id);
    }

    /// Every revision that answers anywhere.
    public Stream<ServedApi> served() {
        return organizations.values().stream().flatMap(OrganizationCatalogue::served);
    }

    /// Where a call goes: by its host (management-api 5.1), then by the longest base path there.
    ///
    /// @param host in lower case, without a port
    /// @return null if nothing answers
    public @Nullable Route route(String host, RequestPath path) {
        HostGroup group = path.isReserved() ? null : group(host);
        return group == null ? null : group.paths().find(path);
    }

    /// The environment of a name in the group that a host belongs to: the one that a reserved path means.
    ///
    /// @param authority the host that was called, in any case, with or without its port
    /// @return null if there is none
    public @Nullable HostedEnvironment environment(String authority, String name) {
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        HostGroup group = group(host.toLowerCase(Locale.ROOT));
        return group == null ? null : group.environments().get(name);
    }

    private @Nullable HostGroup group(String host) {
        HostGroup exact = byHostname.get(host);
        if (exact != null) {
            return exact;
        }
        int dot = hasWildcards && host.length() <= MAX_HOST ? host.indexOf('.') : -1;
        while (dot >= 0) {
            HostGroup wildcard = byHostname.get("*" + host.substring(dot));
            if (wildcard != null) {
                return wildcard;
            }
            dot = host.indexOf('.', dot + 1);
        }
        return catchAll;
    }
}
