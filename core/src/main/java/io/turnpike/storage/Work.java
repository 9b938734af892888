package io.turnpike.storage;

/// The ports inside one unit of work: one thread, one transaction. None of them commits.
public interface Work {
    OrganizationStore organizations();

    EnvironmentStore environments();

    ProxyStore proxies();

    ProductStore products();

    DeveloperStore developers();

    AppStore apps();

    CredentialStore credentials();

    UserStore users();

    AuditStore audit();
}
