package io.turnpike.decision;

import io.turnpike.model.Deployment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.ProxySettingsBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Stream;

/// Makes what a node enforces of one organization. As it starts, it has the environments `test` and `prod` under the
/// host names `test.localhost` and `prod.localhost`; deployments follow each other by a second. Ids follow from
/// names.
public final class OrganizationBuilder {
    private static final Provenance MADE = Provenance.made(Instant.EPOCH, "test");

    private final UUID id;
    private final SequencedMap<String, String> properties = new LinkedHashMap<>();
    private final List<Environment> environments = new ArrayList<>();
    private final List<EnvironmentGroup> groups = new ArrayList<>();
    private final List<OrganizationCatalogue.Deployed> deployments = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();

    private OrganizationBuilder(UUID id) {
        this.id = id;
    }

    public static OrganizationBuilder organization() {
        return bare(ProductBuilder.ORGANIZATION)
                .environment("test")
                .environment("prod")
                .group("test.localhost", "test")
                .group("prod.localhost", "prod");
    }

    /// An organization without environments.
    public static OrganizationBuilder bare(UUID id) {
        return new OrganizationBuilder(id);
    }

    public static UUID environmentId(String name) {
        return idOf("environment " + name);
    }

    public OrganizationBuilder property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    public OrganizationBuilder environment(String name) {
        return environment(name, new LinkedHashMap<>());
    }

    public OrganizationBuilder environment(String name, SequencedMap<String, String> its) {
        environments.add(
                new Environment(environmentId(name), id, 1, name, "", "", its, Environment.Details.NONE, MADE));
        return this;
    }

    public OrganizationBuilder group(String hostname, String... names) {
        return group(List.of(hostname), names);
    }

    public OrganizationBuilder group(List<String> hostnames, String... names) {
        groups.add(EnvironmentGroup.made(
                id,
                "group" + groups.size(),
                hostnames,
                Stream.of(names).map(OrganizationBuilder::environmentId).toList(),
                MADE));
        return this;
    }

    /// Deploys a proxy behind those deployed before.
    public OrganizationBuilder deploy(String proxy, String environment, ProxySettings settings) {
        return deploy(proxy, environment, settings, Instant.ofEpochSecond(deployments.size()));
    }

    public OrganizationBuilder deploy(String proxy, String environment, String... basePaths) {
        return deploy(proxy, environment, ProxySettingsBuilder.under(basePaths).build());
    }

    /// @param since when the proxy was first deployed there
    public OrganizationBuilder deploy(String proxy, String environment, ProxySettings settings, Instant since) {
        deployments.add(new OrganizationCatalogue.Deployed(
                new Deployment(id, environmentId(environment), idOf("proxy " + proxy), 1, since, since),
                proxy,
                settings));
        return this;
    }

    public OrganizationBuilder product(ProductBuilder product) {
        products.add(product.build());
        return this;
    }

    public OrganizationCatalogue.Contents contents() {
        return new OrganizationCatalogue.Contents(
                new Organization(id, 1, "acme", "Acme", properties, Organization.Details.NONE, MADE),
                environments,
                groups,
                deployments,
                products);
    }

    /// A catalogue of this organization alone, at revision 1.
    public Catalogue catalogue() {
        return Catalogue.EMPTY.with(OrganizationCatalogue.of(contents(), null), 1);
    }

    private static UUID idOf(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
