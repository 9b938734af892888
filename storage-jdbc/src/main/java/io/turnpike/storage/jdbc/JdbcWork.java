package io.turnpike.storage.jdbc;

import io.turnpike.model.Cache;
import io.turnpike.model.Issuer;
import io.turnpike.model.KeyStore;
import io.turnpike.model.Space;
import io.turnpike.model.TargetServer;
import io.turnpike.storage.AccessTokenStore;
import io.turnpike.storage.AppStore;
import io.turnpike.storage.AuditStore;
import io.turnpike.storage.AuthorizationStore;
import io.turnpike.storage.BalanceStore;
import io.turnpike.storage.BundleStore;
import io.turnpike.storage.CredentialStore;
import io.turnpike.storage.DeveloperStore;
import io.turnpike.storage.EnvironmentGroupStore;
import io.turnpike.storage.EnvironmentStore;
import io.turnpike.storage.GroupStore;
import io.turnpike.storage.KeyValueEntryStore;
import io.turnpike.storage.KeyValueMapStore;
import io.turnpike.storage.LongRunningOperationStore;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.OrganizationStore;
import io.turnpike.storage.ProductStore;
import io.turnpike.storage.ProxyStore;
import io.turnpike.storage.RatePlanStore;
import io.turnpike.storage.RoleStore;
import io.turnpike.storage.ServiceAccountStore;
import io.turnpike.storage.SigningKeyStore;
import io.turnpike.storage.SubscriptionStore;
import io.turnpike.storage.UserStore;
import io.turnpike.storage.Work;

record JdbcWork(Transaction transaction) implements Work {
    @Override
    public OrganizationStore organizations() {
        return new JdbcOrganizationStore(transaction);
    }

    @Override
    public EnvironmentStore environments() {
        return new JdbcEnvironmentStore(transaction);
    }

    @Override
    public EnvironmentGroupStore environmentGroups() {
        return new JdbcEnvironmentGroupStore(transaction);
    }

    @Override
    public LongRunningOperationStore longRunningOperations() {
        return new JdbcLongRunningOperationStore(transaction);
    }

    @Override
    public ProxyStore proxies() {
        return new JdbcProxyStore(transaction);
    }

    @Override
    public NamedStore<TargetServer> targetServers() {
        return new JdbcNamedStore<>(transaction, "target_servers", TargetServer.class, true);
    }

    @Override
    public NamedStore<Cache> caches() {
        return new JdbcNamedStore<>(transaction, "caches", Cache.class, false);
    }

    @Override
    public NamedStore<Space> spaces() {
        return new JdbcNamedStore<>(transaction, "spaces", Space.class, false);
    }

    @Override
    public NamedStore<Issuer> issuers() {
        return new JdbcNamedStore<>(transaction, "issuers", Issuer.class, true);
    }

    @Override
    public NamedStore<KeyStore> keyStores() {
        return new JdbcNamedStore<>(transaction, "key_stores", KeyStore.class, true);
    }

    @Override
    public SigningKeyStore signingKeys() {
        return new JdbcSigningKeyStore(transaction);
    }

    @Override
    public AccessTokenStore accessTokens() {
        return new JdbcAccessTokenStore(transaction);
    }

    @Override
    public AuthorizationStore authorizations() {
        return new JdbcAuthorizationStore(transaction);
    }

    @Override
    public KeyValueMapStore keyValueMaps() {
        return new JdbcKeyValueMapStore(transaction);
    }

    @Override
    public KeyValueEntryStore keyValueEntries() {
        return new JdbcKeyValueEntryStore(transaction);
    }

    @Override
    public BundleStore bundles() {
        return new JdbcBundleStore(transaction);
    }

    @Override
    public ProductStore products() {
        return new JdbcProductStore(transaction);
    }

    @Override
    public DeveloperStore developers() {
        return new JdbcDeveloperStore(transaction);
    }

    @Override
    public GroupStore groups() {
        return new JdbcGroupStore(transaction);
    }

    @Override
    public AppStore apps() {
        return new JdbcAppStore(transaction);
    }

    @Override
    public CredentialStore credentials() {
        return new JdbcCredentialStore(transaction);
    }

    @Override
    public RatePlanStore ratePlans() {
        return new JdbcRatePlanStore(transaction);
    }

    @Override
    public SubscriptionStore subscriptions() {
        return new JdbcSubscriptionStore(transaction);
    }

    @Override
    public BalanceStore balances() {
        return new JdbcBalanceStore(transaction);
    }

    @Override
    public UserStore users() {
        return new JdbcUserStore(transaction);
    }

    @Override
    public RoleStore roles() {
        return new JdbcRoleStore(transaction);
    }

    @Override
    public ServiceAccountStore serviceAccounts() {
        return new JdbcServiceAccountStore(transaction);
    }

    @Override
    public AuditStore audit() {
        return new JdbcAuditStore(transaction);
    }
}
