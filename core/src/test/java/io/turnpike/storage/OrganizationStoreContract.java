package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.Samples.proxy;
import static io.turnpike.storage.Samples.revision;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.App;
import io.turnpike.model.Deployment;
import io.turnpike.model.Developer;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public interface OrganizationStoreContract extends StorageContract {
    @Test
    default void readsWhatWasInserted() {
        Organization acme = organization("acme");

        assertThatObject(write(work -> work.organizations().insert(acme))).isEqualTo(acme);
        Organization read = read(work -> work.organizations().require("acme"));
        assertThat(read).isEqualTo(acme);
        assertThat(List.copyOf(read.properties().keySet())).containsExactly("features.z", "a");
    }

    @Test
    default void listsByName() {
        change(work ->
                List.of("b", "a-b", "ab").forEach(name -> work.organizations().insert(organization(name))));

        assertThatList(read(work -> work.organizations().list()))
                .extracting(Organization::name)
                .containsExactly("a-b", "ab", "b");
    }

    @Test
    default void refusesASecondOneOfTheSameName() {
        write(work -> work.organizations().insert(organization("acme")));

        assertRefused(
                new Problem.AlreadyExists(Kind.ORGANIZATION, "acme"),
                () -> write(work -> work.organizations().insert(organization("acme"))));
    }

    @Test
    default void raisesTheVersionWithEachUpdate() {
        Organization made = write(work -> work.organizations().insert(organization("acme")));
        Organization changed = new Organization(
                made.id(),
                made.version(),
                made.name(),
                "Changed",
                new LinkedHashMap<>(),
                Organization.Details.NONE,
                MADE.changed(NOW.plusSeconds(1), "bob"));

        Organization stored = write(work -> work.organizations().update(changed));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored).isEqualTo(read(work -> work.organizations().require("acme")));
        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization read = write(work -> work.organizations().insert(organization("acme")));
        write(work -> work.organizations().update(read));

        assertRefused(
                new Problem.ChangedMeanwhile(Kind.ORGANIZATION, "acme", 1),
                () -> write(work -> work.organizations().update(read)));
    }

    @Test
    default void doesNotFindWhatIsNotThere() {
        assertRefused(
                new Problem.NotFound(Kind.ORGANIZATION, "acme"),
                () -> read(work -> work.organizations().require("acme")));
        assertRefused(
                new Problem.NotFound(Kind.ORGANIZATION, "acme"),
                () -> write(work -> work.organizations().update(organization("acme"))));
    }

    @Test
    default void keepsWhatApigeeKnowsOfAnOrganization() {
        Organization plain = organization("acme");
        Organization.Details details = new Organization.Details(
                "d",
                Organization.RuntimeType.CLOUD,
                Organization.BillingType.PAYG,
                Organization.SubscriptionType.TRIAL,
                "europe-west1",
                new LinkedHashMap<>(Map.of("apiSecurityConfig", true)));
        Organization full =
                new Organization(plain.id(), 1, "acme", "", plain.properties(), details, plain.provenance());

        assertThatObject(write(work -> work.organizations().insert(full))).isEqualTo(full);
        assertThatObject(read(work -> work.organizations().require("acme"))).isEqualTo(full);
    }

    @Test
    default void deletesAnOrganizationWithEverythingInItAndNothingElse() {
        Organization acme = filled("acme", 1);
        Organization globex = filled("globex", 2);

        change(work -> work.organizations().delete(acme));

        assertThatList(read(work -> work.organizations().list())).containsExactly(globex);
        assertThatList(read(work -> work.environments().list(acme.id()))).isEmpty();
        assertThatList(read(work -> work.environmentGroups().list(acme.id()))).isEmpty();
        assertThatList(read(work -> work.proxies().list(acme.id()))).isEmpty();
        assertThatList(read(work -> work.products().names(acme.id(), Page.ALL))).isEmpty();
        assertThatList(read(work -> work.developers().list(acme.id(), Page.ALL)))
                .isEmpty();
        List<EnforcedKey> keys = new ArrayList<>();
        read(work -> {
            work.credentials().forEachEnforced(keys::add);
            return keys;
        });
        assertThat(keys).extracting(EnforcedKey::organization).containsExactly(globex.id());
        assertThatList(read(work -> work.proxies().deployed(globex.id()))).hasSize(1);
        write(work -> work.organizations().insert(organization("acme")));
    }

    private Organization filled(String name, long digest) {
        Organization made = organization(name);
        Environment test = environment(made, "test");
        ApiProxy weather = proxy(made, "weather");
        Product gold = product(made, "gold");
        Developer ada = developer(made, "ada@example.com");
        App site = app(ada, "site");
        return write(work -> {
            work.organizations().insert(made);
            work.environments().insert(test);
            work.environmentGroups()
                    .insert(EnvironmentGroup.made(
                            made.id(), "open", List.of(name + ".example.com"), List.of(test.id()), MADE));
            work.proxies().insert(weather, revision(weather, 1));
            work.proxies().deploy(new Deployment(made.id(), test.id(), weather.id(), 1, NOW, NOW));
            work.products().insert(gold);
            work.developers().insert(ada);
            work.apps().insert(site);
            work.credentials().insert(credential(site, digest, gold));
            return made;
        });
    }
}
