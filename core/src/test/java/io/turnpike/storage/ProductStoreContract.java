package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.attributes;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.Samples.team;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.App;
import io.turnpike.model.Approval;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Group;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.Quota;
import io.turnpike.model.UnusableProduct;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public interface ProductStoreContract extends StorageContract {
    @Test
    default void readsEveryFieldOfWhatWasInserted() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Quota quota = new Quota(10, 2, Quota.Unit.MONTH);
        Product full = withTerms(
                product(acme, "gold"),
                new Product.Terms(
                        "Gold ü 金",
                        "text",
                        Approval.MANUAL,
                        attributes("access", "private"),
                        List.of("test", "prod"),
                        List.of(),
                        List.of(),
                        List.of("read", "write"),
                        quota,
                        CounterScope.PRODUCT,
                        groupsOfAllTypes(quota),
                        new Quota(5, 1, Quota.Unit.DAY),
                        "space"));
        Product bare = product(acme, "bare");

        assertThatObject(write(work -> work.products().insert(full))).isEqualTo(full);
        write(work -> work.products().insert(bare));

        assertThatObject(read(work -> work.products().require(acme.id(), "gold")))
                .isEqualTo(full);
        assertThatObject(read(work -> work.products().find(acme.id(), "bare"))).isEqualTo(Optional.of(bare));
        assertThatObject(read(work -> work.products().requireById(full.id()))).isEqualTo(full);
    }

    @Test
    default void doesNotFindAnIdThatNoProductHas() {
        UUID unknown = UUID.randomUUID();

        assertRefused(
                new Problem.NotFound(Kind.API_PRODUCT, unknown.toString()),
                () -> read(work -> work.products().requireById(unknown)));
    }

    @Test
    default void pagesInByteOrderFromTheStartKeyOn() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        List<String> names = List.of("#", "A", "B", "_", "a", "a b", "a-b", "ab", "b");
        change(work -> names.reversed().forEach(name -> work.products().insert(product(acme, name))));

        assertThat(page(acme, Page.ALL)).isEqualTo(names);
        assertThat(page(acme, new Page(null, 2))).containsExactly("#", "A");
        assertThat(page(acme, new Page("A", 3))).containsExactly("A", "B", "_");
        assertThat(page(acme, new Page("aa", 2))).containsExactly("ab", "b");
        assertThat(page(acme, new Page("b", 1000))).containsExactly("b");
        assertThat(page(acme, new Page("c", 1000))).isEmpty();
    }

    @Test
    default void namesAreUniqueInAnOrganizationAndTellCase() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        write(work -> work.products().insert(product(acme, "gold")));
        write(work -> work.products().insert(product(acme, "Gold")));
        write(work -> work.products().insert(product(globex, "gold")));

        assertRefused(
                new Problem.AlreadyExists(Kind.API_PRODUCT, "gold"),
                () -> write(work -> work.products().insert(product(acme, "gold"))));
        assertThat(page(acme, Page.ALL)).containsExactly("Gold", "gold");
    }

    /// management-api, decision 33: where products are sold, names are told apart without regard to case.
    @Test
    default void knowsNamesInAnyCase() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        write(work -> work.products().insert(product(acme, "Gold")));

        assertThatObject(read(work -> work.products().isNamed(acme.id(), "gOLD")))
                .isEqualTo(true);
        assertThatObject(read(work -> work.products().isNamed(acme.id(), "gol")))
                .isEqualTo(false);
        assertThatObject(read(work -> work.products().isNamed(globex.id(), "Gold")))
                .isEqualTo(false);
    }

    @Test
    default void tellsAMemberOfASpace() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = product(acme, "gold");
        write(work -> work.products().insert(withTerms(gold, gold.terms().withSpace("red_1"))));
        Product sly = withTerms(product(acme, "sly"), Samples.terms("\"space\":\"blue\""));
        write(work -> work.products().insert(sly));

        assertThatObject(read(work -> work.products().findBySpace(acme.id(), "red_1")))
                .isEqualTo(Optional.of("gold"));
        for (String other : List.of("red", "Red_1", "red-1", "red__", "blue")) {
            assertThatObject(read(work -> work.products().findBySpace(acme.id(), other)))
                    .as(other)
                    .isEqualTo(Optional.empty());
        }
        assertThatObject(read(work -> work.products().findBySpace(UUID.randomUUID(), "red_1")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void updatesTermsAndRaisesTheVersion() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product made = write(work -> work.products().insert(product(acme, "gold")));
        Product changed = new Product(
                made.id(),
                made.organization(),
                made.version(),
                made.name(),
                Samples.terms("Changed"),
                MADE.changed(NOW.plusMillis(1), "bob"));

        Product stored = write(work -> work.products().update(changed));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
        assertThatObject(read(work -> work.products().require(acme.id(), "gold")))
                .isEqualTo(stored);
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product read = write(work -> work.products().insert(product(acme, "gold")));
        write(work -> work.products().update(read));

        assertRefused(
                new Problem.ChangedMeanwhile(Kind.API_PRODUCT, "gold", 1),
                () -> write(work -> work.products().update(read)));
    }

    @Test
    default void doesNotFindWhatIsNotThere() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));

        assertThatObject(read(work -> work.products().find(acme.id(), "gold"))).isEqualTo(Optional.empty());
        assertRefused(
                new Problem.NotFound(Kind.API_PRODUCT, "gold"),
                () -> read(work -> work.products().require(acme.id(), "gold")));
        assertRefused(
                new Problem.NotFound(Kind.API_PRODUCT, "gold"),
                () -> write(work -> work.products().update(product(acme, "gold"))));
    }

    /// management-api 9.7: keys stay when a product goes.
    @Test
    default void tellsWhichDevelopersAndGroupsHoldAProduct() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        Product silver = write(work -> work.products().insert(product(acme, "silver")));
        for (String name : List.of("cy", "ada", "bob")) {
            write(work -> {
                Developer developer = work.developers().insert(developer(acme, name + "@example.com"));
                App app = work.apps().insert(app(developer, "app"));
                Product held = name.equals("bob") ? silver : gold;
                return work.credentials().insert(credential(app, name.hashCode(), held));
            });
        }
        Group web = write(work -> work.groups().insert(team(acme, "web")));
        App ofGroup = write(work -> work.apps().insert(app(web, "app")));
        write(work -> work.credentials().insert(credential(ofGroup, 7, gold, silver)));

        List<Developer> all = read(work -> work.developers().listByProduct(gold.id(), Page.ALL));
        assertThat(all).extracting(Developer::email).containsExactly("ada@example.com", "cy@example.com");
        List<Developer> rest = read(work -> work.developers().listByProduct(gold.id(), new Page("b", 1)));
        assertThat(rest).extracting(Developer::email).containsExactly("cy@example.com");
        List<Group> groups = read(work -> work.groups().listByProduct(silver.id(), Page.ALL));
        assertThat(groups).containsExactly(web);
        List<Group> none = read(work -> work.groups().listByProduct(silver.id(), new Page("x", 1)));
        assertThat(none).isEmpty();
    }

    @Test
    default void tellsVersionsAndReadsManyByTheirIds() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization other = write(work -> work.organizations().insert(organization("other")));
        List<Product> products = IntStream.range(0, 1_201)
                .mapToObj(number -> product(acme, "p" + number))
                .toList();
        write(work -> products.stream().map(work.products()::insert).toList());
        write(work -> work.products().update(products.getFirst()));
        write(work -> work.products().insert(product(other, "p")));
        List<UUID> ids = products.stream().map(Product::id).toList();

        Map<UUID, Long> versions = read(work -> work.products().versions(acme.id()));
        assertThat(versions.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(versions).containsEntry(ids.get(0), 2L).containsEntry(ids.get(1), 1L);
        List<Product> found = read(work -> work.products().byIds(ids, ProductStoreContract::mustNotCome));
        assertThat(found).extracting(Product::id).containsExactlyInAnyOrderElementsOf(ids);
        List<Product> none =
                read(work -> work.products().byIds(List.of(UUID.randomUUID()), ProductStoreContract::mustNotCome));
        assertThat(none).isEmpty();
        Map<UUID, String> names = read(work -> work.products().names(ids));
        assertThat(names).isEqualTo(products.stream().collect(Collectors.toMap(Product::id, Product::name)));
    }

    @Test
    default void deletesAProductWithItsGrantsButNotTheKeys() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        Product silver = write(work -> work.products().insert(product(acme, "silver")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        App app = write(work -> work.apps().insert(app(ada, "app")));
        Credential key = write(work -> work.credentials().insert(credential(app, 1, gold, silver)));
        assertThatObject(read(work -> work.products().isGranted(gold.id()))).isEqualTo(true);

        change(work -> work.products().delete(gold));

        assertThatObject(read(work -> work.products().find(acme.id(), "gold"))).isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.products().isGranted(gold.id()))).isEqualTo(false);
        assertThatObject(read(work -> work.credentials().find(acme.id(), key.digest())))
                .isEqualTo(Optional.of(key.withGrants(key.grants().subList(1, 2))));
        assertThatObject(read(work -> work.products().isGranted(UUID.randomUUID())))
                .isEqualTo(false);
    }

    @Test
    default void listsThoseWithAnAttributeAndOfASpace() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        String odd = "50%_\\ \"a/b\" é";
        insertWith(acme, "a", "red", new Attribute("tier", "gold"), new Attribute(odd, odd));
        insertWith(acme, "b", "blue", new Attribute("tier", "silver"), new Attribute("other", "gold"));
        insertWith(acme, "c", "red", new Attribute("Tier", "gold"), new Attribute("said", "\"name\":\"tier\""));
        insertWith(acme, "d", "red", new Attribute("tier", "gold"));

        assertThat(filtered(acme, new ProductStore.Filter("tier", null, null), Page.ALL))
                .containsExactly("a", "b", "d");
        assertThat(filtered(acme, new ProductStore.Filter("tier", "gold", null), Page.ALL))
                .containsExactly("a", "d");
        assertThat(filtered(acme, new ProductStore.Filter("tier", null, "blue"), Page.ALL))
                .containsExactly("b");
        assertThat(filtered(acme, new ProductStore.Filter(null, "gold", "red"), new Page("b", 1)))
                .containsExactly("c");
        assertThat(filtered(acme, new ProductStore.Filter(odd, odd, null), Page.ALL))
                .containsExactly("a");
        assertThat(filtered(acme, new ProductStore.Filter("tier", "gol", null), Page.ALL))
                .isEmpty();
    }

    private void insertWith(Organization owner, String name, String space, Attribute... attributes) {
        Product plain = product(owner, name);
        Product.Terms terms = plain.terms().withSpace(space).withAttributes(new Attributes(List.of(attributes)));
        write(work -> work.products().insert(withTerms(plain, terms)));
    }

    private List<String> filtered(Organization owner, ProductStore.Filter filter, Page page) {
        return read(work -> work.products().list(owner.id(), filter, page)).stream()
                .map(Product::name)
                .toList();
    }

    /// Lists them, and sees that their names come alike.
    private List<String> page(Organization organization, Page page) {
        List<String> names =
                read(work -> work.products().list(organization.id(), ProductStore.Filter.ALL, page)).stream()
                        .map(Product::name)
                        .toList();
        assertThatList(read(work -> work.products().names(organization.id(), page)))
                .isEqualTo(names);
        return names;
    }

    private static void mustNotCome(UnusableProduct product) {
        throw new AssertionError("unreadable: " + product);
    }

    private static Product withTerms(Product product, Product.Terms terms) {
        return new Product(
                product.id(), product.organization(), product.version(), product.name(), terms, product.provenance());
    }

    private static List<OperationGroup> groupsOfAllTypes(Quota quota) {
        return List.of(
                new OperationGroup(
                        OperationGroup.Type.REST,
                        "remoteservice",
                        List.of(new OperationConfig(
                                "weather",
                                List.of(new Operation.Rest("/forecast/*", List.of("GET", "get"))),
                                quota,
                                List.of(new Attribute("turnpike.weight", "2"))))),
                group(OperationGroup.Type.GRAPHQL, new Operation.GraphQl(List.of("query"), "")),
                group(OperationGroup.Type.GRPC, new Operation.Grpc("a.B", List.of())),
                group(OperationGroup.Type.LLM, new Operation.Llm("/chat", "large", List.of("POST"))),
                group(
                        OperationGroup.Type.PAYLOAD,
                        new Operation.Payload("tools/list"),
                        new Operation.Payload("tools/call/now")));
    }

    private static OperationGroup group(OperationGroup.Type type, Operation... operations) {
        return new OperationGroup(
                type, null, List.of(new OperationConfig("weather", List.of(operations), null, List.of())));
    }
}
