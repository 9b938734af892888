package io.turnpike.server;

import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.enforcement.Enforcement;
import io.turnpike.enforcement.Presence;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@DisplayName("extensions 7: a product that another version wrote so that this one cannot enforce it")
class UnusableProductTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /// Can be read; its operation has no name, which every version writes.
    private static final String NAMELESS = """
            {"displayName":"b","description":"","approval":"AUTO","attributes":[],"environments":[],"proxies":[],
             "apiResources":[],"scopes":[],"groups":[{"type":"GRAPHQL","configs":[{"apiSource":"shop","attributes":[],
             "operations":[{"kind":"graphql","types":["query"]}]}]}]}""";

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.turnpike.enforcement.Snapshot");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Storage storage;
    private Organization acme;
    private Product broken;
    private Product whole;
    private Enforcement enforcement;

    private void startWith(String terms) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("turnpike.db");
        storage = JdbcStorage.open(new StorageConfig(url), Clock.systemUTC());
        acme = write(work -> work.organizations().insert(organization("acme")));
        broken = write(work -> work.products().insert(product(acme, "broken")));
        whole = write(work -> work.products().insert(product(acme, "whole")));
        try (var connection = DriverManager.getConnection(url);
                var change = connection.prepareStatement("update products set terms = ? where name = 'broken'")) {
            change.setString(1, terms);
            change.execute();
        }
        log.start();
        logger.addAppender(log);
        var self = new NodeRegistry.Node("a", Instant.EPOCH, 0, Instant.EPOCH, "1", true);
        enforcement = Enforcement.start(storage, new Presence(storage.nodes(), self, Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        enforcement.close();
        storage.close();
        logger.detachAppender(log);
    }

    @ParameterizedTest(name = "with terms {0}")
    @ValueSource(strings = {"", "no JSON", "{}", "{\"quota\":[]}", NAMELESS})
    void keepsNoOtherFromBeingEnforcedAndIsToldOfOnce(String terms) throws Exception {
        startWith(terms);
        var added = write(work -> work.products().insert(product(acme, "added")));
        awaitEnforced();

        assertThat(enforced(broken).fault()).isPresent();
        assertThat(enforced(whole).fault()).isEmpty();
        assertThat(enforced(added).fault()).isEmpty();
        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith("product broken admits no call until it is written anew"));
    }

    @Test
    void isEnforcedOnceItIsWrittenAnew() throws Exception {
        startWith(NAMELESS);
        assertThat(enforced(broken).fault()).isPresent();

        write(work -> work.products().update(broken));
        awaitEnforced();

        assertThat(enforced(broken).fault()).isEmpty();
        assertThat(log.list).hasSize(1);
    }

    private <T> T write(Function<Work, T> unit) {
        return storage.write(new Installation("CREATE"), unit);
    }

    private void awaitEnforced() throws InterruptedException {
        assertThat(enforcement.awaitHere(storage.changes().last(), LONG)).isTrue();
    }

    private CompiledProduct enforced(Product product) {
        return enforcement.catalogue().organization(acme.id()).product(product.id());
    }
}
