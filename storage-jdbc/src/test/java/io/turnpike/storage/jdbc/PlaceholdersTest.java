package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    private final Jdbi jdbi = Jdbi.create("jdbc:sqlite::memory:")
            .configure(
                    SqlStatements.class,
                    statements ->
                            statements.setTemplateEngine(new Placeholders()).setSqlParser(new Placeholders()));

    @Test
    void bindsNamesMembersAndLists() {
        List<String> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        with t(n, s) as (values (1, 'a'), (2, 'b'), (3, 'c'))
                        select s from t where n in (<numbers>) and s <> :not and n<:point.x order by n
                        """)
                .bindList("numbers", 1, 2, 3)
                .bind("not", "b")
                .bindMethods("point", new Point(3))
                .mapTo(String.class)
                .list());

        assertThat(rows).containsExactly("a");
    }

    @Test
    void leavesColonsInTextsAlone() {
        String row = jdbi.withHandle(handle -> handle.createQuery("select 'it''s :not bound, ' || :text || ':nor this'")
                .bind("text", "it is")
                .mapTo(String.class)
                .one());

        assertThat(row).isEqualTo("it's :not bound, it is:nor this");
    }

    @Test
    void refusesATextWithoutAnEnd() {
        assertThatThrownBy(() -> jdbi.withHandle(handle ->
                        handle.createQuery("select 'a").mapTo(String.class).one()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text without an end: select 'a");
    }

    public record Point(int x) {}
}
