package io.turnpike.storage.jdbc;

import io.turnpike.access.BuiltInRole;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.UserStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

record JdbcUserStore(Transaction transaction) implements UserStore {
    /// Stands for no role. The release before this one knows it not, and lets such a user do nothing.
    private static final String NO_ROLE = "NONE";

    @Override
    public List<User> list() {
        return transaction
                .queryLocking("select * from users order by name")
                .map(JdbcUserStore::user)
                .list();
    }

    @Override
    public Optional<User> find(String name) {
        return transaction
                .queryLocking("select * from users where name = :name")
                .bind("name", name)
                .map(JdbcUserStore::user)
                .findOne();
    }

    @Override
    public void insert(User user) {
        transaction.made(user.name());
        int inserted = bound(user, """
                insert into users (id, name, first_name, last_name, password_hash, role)
                values (:id, :name, :person.firstName, :person.lastName, :passwordHash, :stored)
                on conflict (name) do nothing
                """).execute();
        if (inserted == 0) {
            throw Transaction.exists(Kind.USER, user.name());
        }
        transaction.changed(new Noted());
    }

    @Override
    public void update(User user) {
        int updated = bound(user, """
                update users set
                    first_name = :person.firstName, last_name = :person.lastName,
                    password_hash = :passwordHash, role = :stored
                where id = :id
                """).execute();
        require(updated, user);
    }

    @Override
    public void delete(User user) {
        require(
                transaction
                        .update("delete from users where id = :id")
                        .bind("id", user.id())
                        .execute(),
                user);
    }

    static User user(ResultSet row, StatementContext context) throws SQLException {
        String role = row.getString("role");
        return new User(
                Columns.uuid(row, "id"),
                row.getString("name"),
                new Person(row.getString("first_name"), row.getString("last_name")),
                row.getString("password_hash"),
                role.equals(NO_ROLE) ? null : BuiltInRole.valueOf(role));
    }

    private Update bound(User user, String sql) {
        BuiltInRole role = user.role();
        return transaction.update(sql).bindMethods(user).bind("stored", role == null ? NO_ROLE : role.name());
    }

    private void require(int changed, User user) {
        if (changed == 0) {
            throw Transaction.notFound(Kind.USER, user.name());
        }
        transaction.changed(new Noted());
    }
}
