package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.proxy;
import static io.turnpike.storage.Samples.revision;
import static io.turnpike.storage.Samples.settings;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.Deployment;
import io.turnpike.model.Environment;
import io.turnpike.model.Organization;
import io.turnpike.model.ProxyRevision;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface ProxyStoreContract extends StorageContract {
    @Test
    default void readsAProxyWithItsFirstRevision() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ApiProxy weather = proxy(acme, "weather");
        ProxyRevision first = revision(weather, 1);

        assertThatObject(write(work -> work.proxies().insert(weather, first))).isEqualTo(weather);

        assertThatList(read(work -> work.proxies().list(acme.id()))).containsExactly(weather);
        assertThatObject(read(work -> work.proxies().find(acme.id(), "weather")))
                .isEqualTo(Optional.of(weather));
        assertThatObject(read(work -> work.proxies().requireRevision(weather, 1)))
                .isEqualTo(first);
        assertThatObject(read(work -> work.proxies().find(acme.id(), "Weather")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void tellsNamesAndAMemberOfASpace() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        insert(proxy(acme, "b"));
        insert(proxy(acme, "a"));
        ApiProxy theirs = insert(proxy(globex, "c"));
        write(work -> work.proxies().update(theirs.moved("red", NOW, "bob")));

        assertThatList(read(work -> work.proxies().names(acme.id(), Page.ALL))).containsExactly("a", "b");
        assertThatList(read(work -> work.proxies().names(acme.id(), new Page("aa", 1))))
                .containsExactly("b");
        assertThatObject(read(work -> work.proxies().findBySpace(globex.id(), "red")))
                .isEqualTo(Optional.of("c"));
        assertThatObject(read(work -> work.proxies().findBySpace(globex.id(), "Red")))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.proxies().findBySpace(acme.id(), "red")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void refusesASecondProxyOfTheSameName() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        insert(proxy(acme, "weather"));

        assertRefused(new Problem.AlreadyExists(Kind.API_PROXY, "weather"), () -> insert(proxy(acme, "weather")));
    }

    @Test
    default void addsTheRevisionThatFollowsTheLatestOne() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ApiProxy weather = insert(proxy(acme, "weather"));

        ApiProxy stored = write(work -> work.proxies().addRevision(weather, revision(weather, 2)));

        assertThat(stored.latestRevision()).isEqualTo(2);
        assertThat(stored.version()).isEqualTo(2);
        assertThatList(read(work -> work.proxies().revisions(weather.id()))).containsExactly(1, 2);
        assertRefused(
                new Problem.ChangedMeanwhile(Kind.API_PROXY, "weather", 1),
                () -> write(work -> work.proxies().addRevision(weather, revision(weather, 2))));
    }

    @Test
    default void changesAndDeletesARevision() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ApiProxy weather = insert(proxy(acme, "weather"));
        ProxyRevision changed = new ProxyRevision(weather.id(), 1, settings("/changed"), Samples.MADE);

        ApiProxy after = write(work -> work.proxies().updateRevision(weather, changed));
        assertThat(after.version()).isEqualTo(2);
        assertThatObject(read(work -> work.proxies().requireRevision(weather, 1)))
                .isEqualTo(changed);

        ApiProxy last = write(work -> work.proxies().deleteRevision(weather, 1));
        assertThat(last.version()).isEqualTo(3);
        assertThatObject(read(work -> work.proxies().require(acme.id(), "weather")))
                .isEqualTo(last);
        assertRefused(
                new Problem.NotFound(Kind.REVISION, "1", "weather"),
                () -> read(work -> work.proxies().requireRevision(weather, 1)));
        assertRefused(
                new Problem.NotFound(Kind.REVISION, "1", "weather"),
                () -> change(work -> work.proxies().updateRevision(weather, changed)));
    }

    @Test
    default void labelsAndMovesAProxyThatNobodyElseChangedMeanwhile() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ApiProxy weather = insert(proxy(acme, "weather"));
        var labels = new LinkedHashMap<String, String>();
        labels.put("team", "sky");
        labels.put("empty", "");
        ApiProxy labelled = weather.labelled(labels, NOW, "bob").moved("red", NOW, "bob");

        ApiProxy stored = write(work -> work.proxies().update(labelled));

        assertThat(stored.version()).isEqualTo(2);
        assertThatObject(read(work -> work.proxies().require(acme.id(), "weather")))
                .isEqualTo(stored);
        assertThat(stored.labels()).containsExactlyEntriesOf(labels);
        assertThat(stored.space()).isEqualTo("red");
        assertRefused(
                new Problem.ChangedMeanwhile(Kind.API_PROXY, "weather", 1),
                () -> write(work -> work.proxies().update(labelled)));
    }

    @Test
    default void listsTheRevisionsOfAllProxiesOfOneOrganization() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization other = write(work -> work.organizations().insert(organization("other")));
        ApiProxy weather = insert(proxy(acme, "weather"));
        ApiProxy maps = insert(proxy(acme, "maps"));
        insert(proxy(other, "weather"));
        write(work -> work.proxies().addRevision(weather, revision(weather, 2)));

        Map<UUID, List<Integer>> all = read(work -> work.proxies().revisionsOfAll(acme.id()));

        assertThat(all).isEqualTo(Map.of(weather.id(), List.of(1, 2), maps.id(), List.of(1)));
    }

    @Test
    default void deletesAProxyWithItsRevisions() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ApiProxy weather = insert(proxy(acme, "weather"));

        change(work -> work.proxies().delete(weather));

        assertRefused(
                new Problem.NotFound(Kind.API_PROXY, "weather"),
                () -> read(work -> work.proxies().require(acme.id(), "weather")));
        assertThatList(read(work -> work.proxies().revisions(weather.id()))).isEmpty();
    }

    @Test
    default void deploysOneRevisionOfAProxyInAnEnvironment() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Environment test = write(work -> work.environments().insert(environment(acme, "test")));
        ApiProxy weather = insert(proxy(acme, "weather"));
        write(work -> work.proxies().addRevision(weather, revision(weather, 2)));
        Deployment first = new Deployment(acme.id(), test.id(), weather.id(), 1, NOW, NOW);
        Deployment next = new Deployment(acme.id(), test.id(), weather.id(), 2, NOW, NOW.plusSeconds(9));

        change(work -> work.proxies().deploy(first));
        change(work -> work.proxies().deploy(next));

        assertThatList(read(work -> work.proxies().deployments(acme.id()))).containsExactly(next);
        assertThatList(read(work -> work.proxies().deployed(acme.id())))
                .containsExactly(new ProxyStore.Deployed(next, "weather", settings("/v2")));

        change(work -> work.proxies().undeploy(next));
        assertThatList(read(work -> work.proxies().deployments(acme.id()))).isEmpty();
    }

    @Test
    default void listsDeploymentsEarliestFirst() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Environment test = write(work -> work.environments().insert(environment(acme, "test")));
        Deployment later = deployment(test, insert(proxy(acme, "a")), 5);
        Deployment earlier = deployment(test, insert(proxy(acme, "b")), 3);
        change(work -> List.of(later, earlier).forEach(work.proxies()::deploy));

        assertThatList(read(work -> work.proxies().deployments(acme.id()))).containsExactly(earlier, later);
        assertThatList(read(work -> work.proxies().deployed(acme.id())))
                .extracting(ProxyStore.Deployed::proxy)
                .containsExactly("b", "a");
    }

    private static Deployment deployment(Environment environment, ApiProxy proxy, long second) {
        return new Deployment(
                environment.organization(),
                environment.id(),
                proxy.id(),
                1,
                NOW.plusSeconds(second),
                NOW.plusSeconds(10));
    }

    private ApiProxy insert(ApiProxy proxy) {
        return write(work -> work.proxies().insert(proxy, revision(proxy, 1)));
    }
}
