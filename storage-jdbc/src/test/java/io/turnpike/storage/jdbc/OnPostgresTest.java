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

/// PostgreSQL keeps every contract.
class OnPostgresTest {
    @Nested
    class UnitsOfWork extends FreshPostgres implements UnitOfWorkContract {}

    @Nested
    class Changes extends FreshPostgres implements ChangeFeedContract {}

    @Nested
    class Nodes extends FreshPostgres implements NodeRegistryContract {}

    @Nested
    class Organizations extends FreshPostgres implements OrganizationStoreContract {}

    @Nested
    class Environments extends FreshPostgres implements EnvironmentStoreContract {}

    @Nested
    class EnvironmentGroups extends FreshPostgres implements EnvironmentGroupStoreContract {}

    @Nested
    class LongRunningOperations extends FreshPostgres implements LongRunningOperationStoreContract {}

    @Nested
    class Proxies extends FreshPostgres implements ProxyStoreContract {}

    @Nested
    class TargetServers extends FreshPostgres implements TargetServerStoreContract {}

    @Nested
    class Caches extends FreshPostgres implements CacheStoreContract {}

    @Nested
    class Spaces extends FreshPostgres implements SpaceStoreContract {}

    @Nested
    class Issuers extends FreshPostgres implements IssuerStoreContract {}

    @Nested
    class KeyStores extends FreshPostgres implements KeyStoreStoreContract {}

    @Nested
    class SigningKeys extends FreshPostgres implements SigningKeyStoreContract {}

    @Nested
    class AccessTokens extends FreshPostgres implements AccessTokenStoreContract {}

    @Nested
    class Authorizations extends FreshPostgres implements AuthorizationStoreContract {}

    @Nested
    class KeyValueMaps extends FreshPostgres implements KeyValueMapStoreContract {}

    @Nested
    class KeyValueEntries extends FreshPostgres implements KeyValueEntryStoreContract {}

    @Nested
    class Bundles extends FreshPostgres implements BundleStoreContract {}

    @Nested
    class Products extends FreshPostgres implements ProductStoreContract {}

    @Nested
    class Developers extends FreshPostgres implements DeveloperStoreContract {}

    @Nested
    class Groups extends FreshPostgres implements GroupStoreContract {}

    @Nested
    class Apps extends FreshPostgres implements AppStoreContract {}

    @Nested
    class Credentials extends FreshPostgres implements CredentialStoreContract {}

    @Nested
    class RatePlans extends FreshPostgres implements RatePlanStoreContract {}

    @Nested
    class Subscriptions extends FreshPostgres implements SubscriptionStoreContract {}

    @Nested
    class Balances extends FreshPostgres implements BalanceStoreContract {}

    @Nested
    class Users extends FreshPostgres implements UserStoreContract {}

    @Nested
    class Roles extends FreshPostgres implements RoleStoreContract {}

    @Nested
    class ServiceAccounts extends FreshPostgres implements ServiceAccountStoreContract {}

    @Nested
    class Audit extends FreshPostgres implements AuditStoreContract {}

    @Nested
    class RollUps extends FreshPostgres implements RollUpStoreContract {}
}
