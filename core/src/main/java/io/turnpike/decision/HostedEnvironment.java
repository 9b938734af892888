package io.turnpike.decision;

/// An environment that answers under some host name.
public record HostedEnvironment(OrganizationCatalogue organization, EnforcedEnvironment environment) {}
