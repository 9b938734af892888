package io.turnpike.storage;

import io.turnpike.model.Cache;
import io.turnpike.model.Issuer;
import io.turnpike.model.KeyStore;
import io.turnpike.model.Space;
import io.turnpike.model.TargetServer;

/// The ports inside one unit of work: one thread, one transaction. None of them commits.
public interface Work {
    OrganizationStore organizations();

    EnvironmentStore environments();

    EnvironmentGroupStore environmentGroups();

    LongRunningOperationStore longRunningOperations();

    ProxyStore proxies();

    /// In environments.
    NamedStore<TargetServer> targetServers();

    /// In environments.
    NamedStore<Cache> caches();

    /// In organizations.
    NamedStore<Space> spaces();

    /// Of tokens, in environments.
    NamedStore<Issuer> issuers();

    /// In environments.
    NamedStore<KeyStore> keyStores();

    SigningKeyStore signingKeys();

    AccessTokenStore accessTokens();

    AuthorizationStore authorizations();

    KeyValueMapStore keyValueMaps();

    KeyValueEntryStore keyValueEntries();

    BundleStore bundles();

    ProductStore products();

    DeveloperStore developers();

    GroupStore groups();

    AppStore apps();

    CredentialStore credentials();

    RatePlanStore ratePlans();

    SubscriptionStore subscriptions();

    BalanceStore balances();

    UserStore users();

    RoleStore roles();

    ServiceAccountStore serviceAccounts();

    AuditStore audit();
}
