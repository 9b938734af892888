package io.turnpike.problem;

/// The kinds of things that a problem can be about, as the domain names them.
public enum Kind {
    ORGANIZATION,
    ENVIRONMENT,
    ENVIRONMENT_GROUP,
    API_PROXY,
    REVISION,
    DEPLOYMENT,
    API_PRODUCT,
    QUOTA,
    OPERATION,
    DEVELOPER,
    APP,
    CREDENTIAL,
    GRANT,
    ATTRIBUTE,
    PROPERTY,
    USER,
    REQUEST
}
