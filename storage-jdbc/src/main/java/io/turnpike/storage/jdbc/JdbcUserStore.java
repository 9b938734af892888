package io.turnpike.storage.jdbc;

import io.turnpike.access.Role;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.UserStore;
import java.util.Optional;

record JdbcUserStore(Transaction transaction) implements UserStore {
    @Override
    public Optional<User> find(String name) {
        return transaction
                .queryLocking("select * from users where name = :name")
                .bind("name", name)
                .map((row, _) -> new User(
                        Columns.uuid(row, "id"),
                        row.getString("name"),
                        row.getString("password_hash"),
                        Role.valueOf(row.getString("role"))))
                .findOne();
    }

    @Override
    public void insert(User user) {
        int inserted = transaction.update("""
                        insert into users (id, name, password_hash, role) values (:id, :name, :passwordHash, :role)
                        on conflict (name) do nothing
                        """).bindMethods(user).execute();
        if (inserted == 0) {
            throw Transaction.exists(Kind.USER, user.name());
        }
        transaction.changed(new Noted());
    }

    @Override
    public void replacePassword(String name, String passwordHash) {
        int updated = transaction
                .update("update users set password_hash = :passwordHash where name = :name")
                .bind("name", name)
                .bind("passwordHash", passwordHash)
                .execute();
        if (updated == 0) {
            throw Transaction.notFound(Kind.USER, name);
        }
        transaction.changed(new Noted());
    }
}
