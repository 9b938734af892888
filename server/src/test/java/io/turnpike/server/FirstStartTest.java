package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.turnpike.access.BuiltInRole;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
    private static final NodeConfig.Administrator NOBODY_SET =
            new NodeConfig.Administrator("admin", Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private Storage storage;
    private FirstStart first;

    @BeforeEach
    void open() {
        storage =
                JdbcStorage.open(new StorageConfig("jdbc:sqlite:" + folder.resolve("turnpike.db")), Clock.systemUTC());
        first = new FirstStart(storage, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void makesAnOrganizationWithoutThePropertiesThatFollowFromTheDialect() {
        first.run("acme", NOBODY_SET);

        Organization made = storage.read(work -> work.organizations().require("acme"));
        assertThat(made.properties()).isEmpty();
        List<Environment> environments =
                storage.read(work -> work.environments().list(made.id()));
        List<EnvironmentGroup> groups =
                storage.read(work -> work.environmentGroups().list(made.id()));
        assertThat(environments).extracting(Environment::name).containsExactly("prod", "test");
        assertThat(groups).extracting(EnvironmentGroup::name).containsExactly("default", "prod", "test");
    }

    @Test
    void tellsAMadeUpPasswordOnce() {
        assertThat(first.run("acme", NOBODY_SET)).isPresent();
        assertThat(first.run("acme", NOBODY_SET)).isEmpty();
    }

    @Test
    void makesADeletedAdministratorAgainOnlyWhereThereIsNoOther() {
        first.run("acme", NOBODY_SET);
        User admin = storage.read(work -> work.users().find("admin")).orElseThrow();
        User ada = new User(UUID.randomUUID(), "ada@example.org", "$hash", BuiltInRole.ADMINISTRATOR);
        change(work -> {
            work.users().insert(ada);
            work.users().delete(admin);
        });

        assertThat(first.run("acme", NOBODY_SET)).isEmpty();
        assertThatList(storage.read(work -> work.users().list())).containsExactly(ada);

        change(work -> work.users().update(ada.withRole(null)));
        assertThat(first.run("acme", NOBODY_SET)).isPresent();
    }

    private void change(Consumer<Work> unit) {
        storage.write(new Installation("UPDATE"), work -> {
            unit.accept(work);
            return work;
        });
    }
}
