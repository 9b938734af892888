package io.turnpike.storage.jdbc;

import io.turnpike.storage.AccessTokenStoreContract;
import io.turnpike.storage.AppStoreContract;
import io.turnpike.storage.AuditStoreContract;
import io.turnpike.storage.AuthorizationStoreContract;
import io.turnpike.storage.BalanceStoreContract;
import io.turnpike.storage.BundleStoreContract;
import io.turnpike.storage.CacheStoreContract;
import io.turnpike.storage.ChangeFeedContract;
import io.turnpike.storage.CredentialStoreContract;
import io.turnpike.storage.DeveloperStoreContract;
import io.turnpike.storage.EnvironmentGroupStoreContract;
import io.turnpike.storage.EnvironmentStoreContract;
import io.turnpike.storage.GroupStoreContract;
import io.turnpike.storage.IssuerStoreContract;
import io.turnpike.storage.KeyStoreStoreContract;
import io.turnpike.storage.KeyValueEntryStoreContract;
import io.turnpike.storage.KeyValueMapStoreContract;
import io.turnpike.storage.LongRunningOperationStoreContract;
import io.turnpike.storage.NodeRegistryContract;
import io.turnpike.storage.OrganizationStoreContract;
import io.turnpike.storage.ProductStoreContract;
import io.turnpike.storage.ProxyStoreContract;
import io.turnpike.storage.RatePlanStoreContract;
import io.turnpike.storage.RoleStoreContract;
import io.turnpike.storage.RollUpStoreContract;
import io.turnpike.storage.ServiceAccountStoreContract;
import io.turnpike.storage.SigningKeyStoreContract;
import io.turnpike.storage.SpaceStoreContract;
import io.turnpike.storage.SubscriptionStoreContract;
import io.turnpike.storage.TargetServerStoreContract;
import io.turnpike.storage.UnitOfWorkContract;
import io.turnpike.storage.UserStoreContract;
import org.junit.jupiter.api.Nested;

/// SQLite keeps every contract.
class OnSqliteTest {
    @Nested
    class UnitsOfWork extends FreshSqlite implements UnitOfWorkContract {}

    @Nested
    class Changes extends FreshSqlite implements ChangeFeedContract {}

    @Nested
    class Nodes extends FreshSqlite implements NodeRegistryContract {}

    @Nested
    class Organizations extends FreshSqlite implements OrganizationStoreContract {}

    @Nested
    class Environments extends FreshSqlite implements EnvironmentStoreContract {}

    @Nested
    class EnvironmentGroups extends FreshSqlite implements EnvironmentGroupStoreContract {}

    @Nested
    class LongRunningOperations extends FreshSqlite implements LongRunningOperationStoreContract {}

    @Nested
    class Proxies extends FreshSqlite implements ProxyStoreContract {}

    @Nested
    class TargetServers extends FreshSqlite implements TargetServerStoreContract {}

    @Nested
    class Caches extends FreshSqlite implements CacheStoreContract {}

    @Nested
    class Spaces extends FreshSqlite implements SpaceStoreContract {}

    @Nested
    class Issuers extends FreshSqlite implements IssuerStoreContract {}

    @Nested
    class KeyStores extends FreshSqlite implements KeyStoreStoreContract {}

    @Nested
    class SigningKeys extends FreshSqlite implements SigningKeyStoreContract {}

    @Nested
    class AccessTokens extends FreshSqlite implements AccessTokenStoreContract {}

    @Nested
    class Authorizations extends FreshSqlite implements AuthorizationStoreContract {}

    @Nested
    class KeyValueMaps extends FreshSqlite implements KeyValueMapStoreContract {}

    @Nested
    class KeyValueEntries extends FreshSqlite implements KeyValueEntryStoreContract {}

    @Nested
    class Bundles extends FreshSqlite implements BundleStoreContract {}

    @Nested
    class Products extends FreshSqlite implements ProductStoreContract {}

    @Nested
    class Developers extends FreshSqlite implements DeveloperStoreContract {}

    @Nested
    class Groups extends FreshSqlite implements GroupStoreContract {}

    @Nested
    class Apps extends FreshSqlite implements AppStoreContract {}

    @Nested
    class Credentials extends FreshSqlite implements CredentialStoreContract {}

    @Nested
    class RatePlans extends FreshSqlite implements RatePlanStoreContract {}

    @Nested
    class Subscriptions extends FreshSqlite implements SubscriptionStoreContract {}

    @Nested
    class Balances extends FreshSqlite implements BalanceStoreContract {}

    @Nested
    class Users extends FreshSqlite implements UserStoreContract {}

    @Nested
    class Roles extends FreshSqlite implements RoleStoreContract {}

    @Nested
    class ServiceAccounts extends FreshSqlite implements ServiceAccountStoreContract {}

    @Nested
    class Audit extends FreshSqlite implements AuditStoreContract {}

    @Nested
    class RollUps extends FreshSqlite implements RollUpStoreContract {}
}
