package io.turnpike.storage.jdbc;

import io.turnpike.access.Assignment;
import io.turnpike.access.BuiltInRole;
import io.turnpike.access.CustomRole;
import io.turnpike.access.ResourcePermission;
import io.turnpike.access.Role;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.RoleStore;
import io.turnpike.storage.UserStore.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

record JdbcRoleStore(Transaction transaction) implements RoleStore {
    private static final TypeReference<List<ResourcePermission>> PERMISSIONS = new TypeReference<>() {};

    @Override
    public List<CustomRole> list(UUID organization) {
        return transaction
                .query("select * from roles where organization = :organization order by label")
                .bind("organization", organization)
                .map(JdbcRoleStore::role)
                .list();
    }

    @Override
    public Optional<CustomRole> find(UUID organization, String label) {
        return transaction
                .queryLocking("select * from roles where organization = :organization and label = :label")
                .bind("organization", organization)
                .bind("label", label)
                .map(JdbcRoleStore::role)
                .findOne();
    }

    @Override
    public void insert(UUID organization, CustomRole role) {
        transaction.made(role.label());
        int inserted = bound(organization, role.label(), """
                insert into roles (organization, label, permissions) values (:organization, :label, :permissions)
                on conflict (organization, label) do nothing
                """)
                .bind("permissions", Documents.write(role.permissions()))
                .execute();
        if (inserted == 0) {
            throw Transaction.exists(Kind.ROLE, role.label());
        }
        transaction.changed(new Noted());
    }

    @Override
    public void update(UUID organization, CustomRole role) {
        require(
                bound(
                                organization,
                                role.label(),
                                "update roles set permissions = :permissions"
                                        + " where organization = :organization and label = :label")
                        .bind("permissions", Documents.write(role.permissions())),
                role.label());
    }

    @Override
    public void delete(UUID organization, String label) {
        require(
                bound(organization, label, "delete from roles where organization = :organization and label = :label"),
                label);
    }

    @Override
    public List<User> members(UUID organization, String label) {
        return transaction
                .query("""
                        select u.* from role_members m join users u on u.id = m.member
                        where m.organization = :organization and m.role = :label order by u.name
                        """)
                .bind("organization", organization)
                .bind("label", label)
                .map(JdbcUserStore::user)
                .list();
    }

    @Override
    public void addMember(UUID organization, String label, User user) {
        int added = bound(organization, label, """
                insert into role_members (organization, role, member) values (:organization, :label, :member)
                on conflict (organization, role, member) do nothing
                """).bind("member", user.id()).execute();
        if (added > 0) {
            transaction.changed(new Noted());
        }
    }

    @Override
    public boolean removeMember(UUID organization, String label, User user) {
        int removed = bound(
                        organization,
                        label,
                        "delete from role_members"
                                + " where organization = :organization and role = :label and member = :member")
                .bind("member", user.id())
                .execute();
        if (removed > 0) {
            transaction.changed(new Noted());
        }
        return removed > 0;
    }

    @Override
    public List<Assignment> assignments(User user) {
        return transaction.query("""
                        select o.name, m.role, r.permissions
                        from role_members m
                        join organizations o on o.id = m.organization
                        left join roles r on r.organization = m.organization and r.label = m.role
                        where m.member = :member order by o.name, m.role
                        """).bind("member", user.id()).map((row, _) -> assignment(row)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Assignment> assignment(UUID organization, String label) {
        return transaction
                .query("""
                        select o.name, :label as role, r.permissions
                        from organizations o left join roles r on r.organization = o.id and r.label = :label
                        where o.id = :organization
                        """)
                .bind("organization", organization)
                .bind("label", label)
                .map((row, _) -> assignment(row))
                .findOne()
                .flatMap(found -> found);
    }

    /// Empty where no such role exists.
    private static Optional<Assignment> assignment(ResultSet row) throws SQLException {
        String organization = row.getString("name");
        return role(row.getString("role"), row.getString("permissions"))
                .map(role -> new Assignment(organization, role));
    }

    private static Optional<Role> role(String label, @Nullable String permissions) {
        return permissions == null
                ? BuiltInRole.named(label).map(Role.class::cast)
                : Optional.of(new CustomRole(label, Documents.read(permissions, PERMISSIONS)));
    }

    private static CustomRole role(ResultSet row, StatementContext context) throws SQLException {
        return new CustomRole(row.getString("label"), Documents.read(row.getString("permissions"), PERMISSIONS));
    }

    private Update bound(UUID organization, String label, String sql) {
        return transaction.update(sql).bind("organization", organization).bind("label", label);
    }

    private void require(Update update, String label) {
        if (update.execute() == 0) {
            throw Transaction.notFound(Kind.ROLE, label);
        }
        transaction.changed(new Noted());
    }
}
