package io.turnpike.access;

import static io.turnpike.access.Permission.ACCESS_READ;
import static io.turnpike.access.Permission.APP_WRITE;
import static io.turnpike.access.Permission.DECISION_READ;
import static io.turnpike.access.Permission.DEPLOYMENT_READ;
import static io.turnpike.access.Permission.DEPLOYMENT_WRITE;
import static io.turnpike.access.Permission.DEVELOPER_WRITE;
import static io.turnpike.access.Permission.ENVIRONMENT_READ;
import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;
import static io.turnpike.access.Permission.GROUP_WRITE;
import static io.turnpike.access.Permission.INSTALLATION_READ;
import static io.turnpike.access.Permission.INSTALLATION_WRITE;
import static io.turnpike.access.Permission.KEY_VALUE_MAP_READ;
import static io.turnpike.access.Permission.KEY_VALUE_MAP_WRITE;
import static io.turnpike.access.Permission.MONETIZATION_WRITE;
import static io.turnpike.access.Permission.ORGANIZATION_READ;
import static io.turnpike.access.Permission.PRODUCT_READ;
import static io.turnpike.access.Permission.PRODUCT_WRITE;
import static io.turnpike.access.Permission.PROXY_READ;
import static io.turnpike.access.Permission.PROXY_WRITE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The roles that every organization has. Their names are stored.
///
/// Routes that name no organization are for those who see to the installation.
public enum BuiltInRole implements Role {
    /// Everything, everywhere; held for the whole installation only.
    ADMINISTRATOR("sysadmin", EnumSet.allOf(Permission.class)),
    /// Everything of an organization; alone in changing its properties and who may do what there.
    ORGANIZATION_ADMINISTRATOR(
            "orgadmin", without(EnumSet.allOf(Permission.class), INSTALLATION_READ, INSTALLATION_WRITE)),
    /// What is sold, and to whom.
    PRODUCT_MANAGER(
            "businessuser",
            with(
                    without(reads(), KEY_VALUE_MAP_READ, ACCESS_READ, INSTALLATION_READ),
                    PRODUCT_WRITE,
                    MONETIZATION_WRITE,
                    DEVELOPER_WRITE,
                    APP_WRITE,
                    GROUP_WRITE)),
    /// What runs, and where. It sees no app, and so no key and no secret of one.
    OPERATOR(
            "opsadmin",
            EnumSet.of(
                    ORGANIZATION_READ,
                    ENVIRONMENT_READ,
                    ENVIRONMENT_WRITE,
                    PROXY_READ,
                    PROXY_WRITE,
                    DEPLOYMENT_READ,
                    DEPLOYMENT_WRITE,
                    KEY_VALUE_MAP_READ,
                    KEY_VALUE_MAP_WRITE,
                    PRODUCT_READ,
                    DECISION_READ,
                    INSTALLATION_READ)),
    READ_ONLY("readonlyadmin", without(reads(), KEY_VALUE_MAP_READ, ACCESS_READ));

    private final String label;
    private final Set<Permission> permissions;

    BuiltInRole(String label, Set<Permission> permissions) {
        this.label = label;
        this.permissions = permissions;
    }

    public static Optional<BuiltInRole> named(String label) {
        return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
    }

    /// Apigee's name of the role.
    @Override
    public String label() {
        return label;
    }

    /// Whether it can be held in one organization.
    public boolean isOfOrganization() {
        return this != ADMINISTRATOR;
    }

    @Override
    public boolean allows(Access access) {
        boolean reaches = access.organization() != null || permissions.contains(INSTALLATION_READ);
        return reaches && permissions.contains(access.permission());
    }

    private static Set<Permission> reads() {
        var reads = EnumSet.allOf(Permission.class);
        reads.removeIf(permission -> !permission.isRead());
        return reads;
    }

    private static Set<Permission> with(Set<Permission> permissions, Permission... more) {
        permissions.addAll(Arrays.asList(more));
        return permissions;
    }

    private static Set<Permission> without(Set<Permission> permissions, Permission... fewer) {
        Arrays.asList(fewer).forEach(permissions::remove);
        return permissions;
    }
}
