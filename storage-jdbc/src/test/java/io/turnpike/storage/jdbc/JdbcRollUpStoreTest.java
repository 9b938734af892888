package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How roll-ups go about it, beyond what the contract asks.
class JdbcRollUpStoreTest extends FreshSqlite {
    private static final LogPlace PLACE = new LogPlace("a.usage", 100, "a.usage");

    @Test
    @DisplayName("series, which all nodes write, are put down in the order of their ids: nodes do not lock each other")
    void putsSeriesInOneOrder() throws SQLException {
        List<RollUp> rollUps = IntStream.range(0, 40)
                .mapToObj(number -> hour(new UUID(1, number % 4), number % 2, "app-" + number))
                .toList();

        assertThat(storage().rollUps().add("n1", null, PLACE, rollUps)).isTrue();

        List<UUID> put = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from usage_series order by rowid")) {
            while (rows.next()) {
                put.add(Columns.uuid(rows.getBytes(1)));
            }
        }
        assertThat(put).hasSize(40).isSorted();
    }

    @Test
    void anErrorOfTheDatabaseIsNoLackOfAConnection() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table usage_hours");
        }

        assertThatExceptionOfType(TransactionException.class)
                .isThrownBy(() -> storage().rollUps().add("n1", null, PLACE, List.of(hour(new UUID(1, 1), 0, "app"))))
                .withMessageContaining("usage_hours");
        assertThat(storage().rollUps().place("n1")).isEmpty();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("turnpike.db"));
    }

    private static RollUp hour(UUID environment, int hour, String app) {
        List<String> values = Arrays.stream(Dimension.values())
                .map(dimension -> dimension == Dimension.APP ? app : "")
                .toList();
        Sums sums = new Sums();
        sums.addCalls(1);
        return new RollUp(Grain.HOUR, 3_600L * hour, new Series(environment, values, Series.Errors.NONE), sums);
    }
}
