package io.turnpike.storage;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.Deployment;
import io.turnpike.model.ProxyRevision;
import io.turnpike.model.ProxySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Proxies, their revisions and where these are deployed.
public interface ProxyStore {
    /// In order of their names.
    List<ApiProxy> list(UUID organization);

    /// Names in their order.
    List<String> names(UUID organization, Page page);

    /// Name of a proxy that belongs to the space.
    Optional<String> findBySpace(UUID organization, String space);

    Optional<ApiProxy> find(UUID organization, String name);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    ApiProxy require(UUID organization, String name);

    /// Stores a proxy with its first revision.
    ///
    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    ApiProxy insert(ApiProxy proxy, ProxyRevision first);

    /// Replaces the labels and the space of a proxy if its stored version is `proxy.version()`, and raises that by one.
    ///
    /// @return the proxy as it is stored now
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    ApiProxy update(ApiProxy proxy);

    /// Deletes a proxy with its revisions; it must be deployed nowhere.
    void delete(ApiProxy proxy);

    /// In ascending order.
    List<Integer> revisions(UUID proxy);

    /// Those of all proxies of an organization, by the proxy's id; each in ascending order.
    Map<UUID, List<Integer>> revisionsOfAll(UUID organization);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    ProxyRevision requireRevision(ApiProxy proxy, int number);

    /// Adds the revision that follows the latest one, and makes it the latest.
    ///
    /// @return the proxy as it is stored now
    /// @throws io.turnpike.problem.Refused with `ChangedMeanwhile`
    ApiProxy addRevision(ApiProxy proxy, ProxyRevision revision);

    /// Replaces a revision, and raises the version of the proxy.
    ///
    /// @return the proxy as it is stored now
    /// @throws io.turnpike.problem.Refused with `NotFound`
    ApiProxy updateRevision(ApiProxy proxy, ProxyRevision revision);

    /// Deletes a revision that is not deployed, and raises the version of the proxy. Its number is not given again,
    /// also if it was the latest.
    ///
    /// @return the proxy as it is stored now
    ApiProxy deleteRevision(ApiProxy proxy, int number);

    /// All of the organization, earliest `since` first.
    List<Deployment> deployments(UUID organization);

    /// All deployments of the organization with what their revisions say, earliest `since` first.
    List<Deployed> deployed(UUID organization);

    /// Deploys, or replaces the deployment of the same proxy in the same environment.
    void deploy(Deployment deployment);

    void undeploy(Deployment deployment);

    /// A deployment with its proxy's name and its revision's settings.
    record Deployed(Deployment deployment, String proxy, ProxySettings settings) {}
}
