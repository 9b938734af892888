package io.turnpike.storage;

import io.turnpike.model.Organization;
import java.util.List;

/// Organizations at rest.
public interface OrganizationStore {
    /// In order of their names.
    List<Organization> list();

    /// @throws io.turnpike.problem.Refused with `NotFound`
    Organization require(String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    Organization insert(Organization organization);

    /// Replaces what is stored if its version is `organization.version()`, and raises that by one.
    ///
    /// @return as it is stored now
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    Organization update(Organization organization);

    /// Deletes an organization with everything in it.
    void delete(Organization organization);
}
