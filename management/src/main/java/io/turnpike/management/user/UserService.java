package io.turnpike.management.user;

import io.turnpike.access.Caller;
import io.turnpike.management.access.PasswordHash;
import io.turnpike.management.wire.Segments;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The rules of users.
final class UserService {
    private final Storage storage;

    UserService(Storage storage) {
        this.storage = storage;
    }

    List<String> names() {
        return storage.read(work -> work.users().list().stream().map(User::name).toList());
    }

    User get(String segment) {
        return storage.read(work -> require(work, segment));
    }

    /// What the user holds, in the installation and in organizations.
    List<HeldRole> roles(User user) {
        return storage.read(work -> {
            var held = new ArrayList<HeldRole>();
            var everywhere = user.role();
            if (everywhere != null) {
                held.add(new HeldRole(everywhere.label(), null));
            }
            work.roles().assignments(user).forEach(each -> held.add(HeldRole.of(each)));
            return held;
        });
    }

    User create(Caller caller, UserBody body) {
        String password = PasswordRules.check(body.password().orElseThrow(), body.name());
        var user = new User(UUID.randomUUID(), body.name(), body.person(), PasswordHash.of(password), null);
        return storage.write(caller, work -> {
            work.users().insert(user);
            return user;
        });
    }

    /// Replaces the names, and the password where one is given. From then on the former one opens nothing.
    User update(Caller caller, String segment, UserBody body) {
        var password = body.password().map(given -> PasswordRules.check(given, segment));
        var hash = password.map(PasswordHash::of);
        return storage.write(caller, work -> {
            var former = require(work, segment);
            if (!body.name().isEmpty() && !body.name().equals(former.name().toLowerCase(Locale.ROOT))) {
                throw Refused.invalid(Kind.REQUEST, "name", null, "in the URL does not match the payload");
            }
            var user = new User(
                    former.id(), former.name(), body.person(), hash.orElse(former.passwordHash()), former.role());
            work.users().update(user);
            return user;
        });
    }

    User delete(Caller caller, String segment) {
        return storage.write(caller, work -> {
            var user = require(work, segment);
            Administrators.requireAnotherThan(user, work);
            work.users().delete(user);
            return user;
        });
    }

    /// By the name in any case, see `Segments`.
    static User require(Work work, String segment) {
        return Segments.find(segment, name -> work.users().find(name))
                .or(() -> Segments.find(segment, name -> work.users().find(name.toLowerCase(Locale.ROOT))))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.USER, segment)));
    }
}
