package io.turnpike.storage;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.App;
import io.turnpike.model.Approval;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Backend;
import io.turnpike.model.Credential;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Developer;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Grant;
import io.turnpike.model.Group;
import io.turnpike.model.KeyValueEntry;
import io.turnpike.model.KeyValueMap;
import io.turnpike.model.Member;
import io.turnpike.model.OAuthClient;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.ProxyRevision;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Status;
import io.turnpike.model.Target;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;

/// Things to store, of which a test names what matters to it.
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    public static final Provenance MADE = Provenance.made(NOW, "ada");

    private Samples() {}

    public static Organization organization(String name) {
        return new Organization(
                UUID.randomUUID(),
                1,
                name,
                "The " + name,
                properties("features.z", "a"),
                Organization.Details.NONE,
                MADE);
    }

    public static Environment environment(Organization organization, String name) {
        return new Environment(
                UUID.randomUUID(),
                organization.id(),
                1,
                name,
                "",
                "",
                properties("turnpike.kind", "sandbox"),
                Environment.Details.NONE,
                MADE);
    }

    /// An environment `test` in an organization of that name, both stored.
    public static Environment stored(Work work, String organization) {
        return work.environments().insert(environment(work.organizations().insert(organization(organization)), "test"));
    }

    public static OAuthClient client(Environment of) {
        return new OAuthClient(of.organization(), of.id(), new KeyDigest(3, 4), new UUID(5, 6));
    }

    public static EnvironmentGroup group(Organization organization, String name, String... hostnames) {
        return EnvironmentGroup.made(organization.id(), name, List.of(hostnames), List.of(), MADE);
    }

    public static ApiProxy proxy(Organization organization, String name) {
        return new ApiProxy(UUID.randomUUID(), organization.id(), 1, name, 1, new LinkedHashMap<>(), null, MADE);
    }

    public static ProxyRevision revision(ApiProxy proxy, int number) {
        return new ProxyRevision(proxy.id(), number, settings("/v" + number), MADE);
    }

    public static ProxySettings settings(String basePath) {
        return new ProxySettings(
                "",
                List.of(basePath),
                Backend.of(List.of(Target.of("http://127.0.0.1:9000/base"))),
                CredentialPlaces.DEFAULT,
                new ProxyLimits(true, Optional.empty(), Optional.empty(), OptionalLong.of(1024), OptionalInt.empty()),
                Optional.empty(),
                Optional.empty());
    }

    public static KeyValueMap keyValueMap(Organization organization, KeyValueMap.Scope scope, String name) {
        return new KeyValueMap(UUID.randomUUID(), organization.id(), scope, 1, name, false, false, MADE);
    }

    /// @param number stands in the value, and in the name of its master key
    public static KeyValueEntry keyValueEntry(KeyValueMap map, String name, int number) {
        return new KeyValueEntry(
                map.id(), name, 1, new SealedText("key-" + number, new byte[] {(byte) number, 0, (byte) 0xff}));
    }

    public static Product product(Organization organization, String name) {
        return new Product(UUID.randomUUID(), organization.id(), 1, name, terms(name), MADE);
    }

    public static Product.Terms terms(String displayName) {
        return new Product.Terms(
                displayName,
                "",
                Approval.AUTO,
                attributes("access", "public"),
                List.of("test"),
                List.of(),
                List.of("/**"),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null);
    }

    public static Developer developer(Organization organization, String email) {
        Developer.Profile profile =
                new Developer.Profile(email, "Ada", "L", email, null, null, attributes("tier", "gold"));
        return new Developer(UUID.randomUUID(), organization.id(), 1, profile, true, MADE);
    }

    public static Developer withActive(Developer developer, boolean active) {
        return new Developer(
                developer.id(),
                developer.organization(),
                developer.version(),
                developer.profile(),
                active,
                developer.provenance());
    }

    public static Group team(Organization organization, String name, String... emails) {
        Group.Details details = new Group.Details("The " + name, "web", "", "", attributes("tier", "gold"));
        List<Member> members = List.of(emails).stream().map(Samples::member).toList();
        return new Group(UUID.randomUUID(), organization.id(), 1, name, true, details, members, MADE);
    }

    public static Member member(String email) {
        return new Member(email, List.of(Member.Role.BILLING, Member.Role.OWNER), List.of("admin"));
    }

    public static App app(Developer developer, String name) {
        return app(developer.organization(), developer.owner(), name);
    }

    public static App app(Group group, String name) {
        return app(group.organization(), group.owner(), name);
    }

    private static App app(UUID organization, Owner owner, String name) {
        App.Details details = new App.Details(null, "default", List.of("read"), attributes("Notes", "ä ' \" \\"));
        return new App(UUID.randomUUID(), organization, owner, 1, name, Status.APPROVED, details, MADE);
    }

    public static App withStatus(App app, Status status) {
        return new App(
                app.id(),
                app.organization(),
                app.owner(),
                app.version(),
                app.name(),
                status,
                app.details(),
                app.provenance());
    }

    public static Credential credential(App app, long digest, Product... granted) {
        return new Credential(
                UUID.randomUUID(),
                app.organization(),
                app.id(),
                new KeyDigest(digest, -digest),
                new SealedText("0badcafe", new byte[] {1, 2, (byte) 0xff}),
                new SealedText("0badcaff", new byte[] {0, 4}),
                Status.APPROVED,
                NOW,
                null,
                List.of("read"),
                attributes("turnpike.kind", "any"),
                List.of(granted).stream()
                        .map(product -> new Grant(product.id(), Status.APPROVED))
                        .toList());
    }

    public static Attributes attributes(String name, String value) {
        return new Attributes(List.of(new Attribute(name, value), new Attribute("a", "second")));
    }

    /// With a second name that sorts before any other, to tell order of insertion from order of names.
    private static SequencedMap<String, String> properties(String name, String value) {
        SequencedMap<String, String> properties = new LinkedHashMap<>();
        properties.put(name, value);
        properties.put("a", "second");
        return properties;
    }
}
