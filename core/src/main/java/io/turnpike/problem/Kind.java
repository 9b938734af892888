package io.turnpike.problem;

/// The kinds of things that a problem can be about, as the domain names them.
public enum Kind {
    ORGANIZATION,
    ENVIRONMENT,
    ENVIRONMENT_GROUP,
    HOSTNAME,
    ATTACHMENT,
    LONG_RUNNING_OPERATION,
    API_PROXY,
    REVISION,
    PROXY_ENDPOINT,
    TARGET_ENDPOINT,
    POLICY,
    RESOURCE_FILE,
    DEPLOYMENT,
    TARGET_SERVER,
    /// A certificate with its key, shown to targets.
    KEY_STORE,
    KEY_VALUE_MAP,
    KEY_VALUE_ENTRY,
    CACHE,
    /// Of tokens.
    ISSUER,
    /// Of an environment's own tokens.
    SIGNING_KEY,
    /// A request of an app to act for a person.
    AUTHORIZATION,
    SPACE,
    API_PRODUCT,
    QUOTA,
    OPERATION,
    RATE_PLAN,
    SUBSCRIPTION,
    /// Money, balances and billing types.
    MONETIZATION,
    DEVELOPER,
    APP_GROUP,
    COMPANY,
    MEMBER,
    APP,
    CREDENTIAL,
    GRANT,
    ATTRIBUTE,
    PROPERTY,
    USER,
    ROLE,
    SERVICE_ACCOUNT,
    DECISION,
    REQUEST
}
