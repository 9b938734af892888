package io.turnpike.management.user;

import io.turnpike.management.wire.Fields;
import io.turnpike.storage.UserStore.Person;
import io.turnpike.storage.UserStore.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A user on the wire, the same in both dialects. The password is never answered.
///
/// @param name the address in lower case; empty where it was not sent
record UserBody(String name, Person person, Optional<String> password) {
    private static final String ADDRESS = "[^\\s@:/]{1,64}@[^\\s@:/]{1,190}";
    private static final int MAX_NAME = 255;

    static UserBody read(Fields body) {
        return new UserBody(
                body.text("emailId").toLowerCase(Locale.ROOT),
                new Person(name(body, "firstName"), name(body, "lastName")),
                body.optionalText("password"));
    }

    /// @throws io.turnpike.problem.Refused with `InvalidField`
    static UserBody readNew(Fields body) {
        var read = read(body);
        if (!read.name().matches(ADDRESS)) {
            throw body.invalid("emailId", "must be an address of e-mail");
        }
        if (read.password().isEmpty()) {
            throw body.invalid("password", "must be given");
        }
        return read;
    }

    static Map<String, Object> write(User user) {
        var members = new LinkedHashMap<String, Object>();
        members.put("emailId", user.name());
        members.put("firstName", user.person().firstName());
        members.put("lastName", user.person().lastName());
        return members;
    }

    /// Source: management-api 16, `UserRoles`.
    static Map<String, Object> write(User user, List<HeldRole> roles) {
        var members = write(user);
        members.put("roles", Map.of("role", roles));
        return members;
    }

    @Override
    public String toString() {
        return "UserBody[" + name + "]";
    }

    private static String name(Fields body, String member) {
        String name = body.text(member);
        if (name.length() > MAX_NAME) {
            throw body.invalid(member, "must have at most %d characters".formatted(MAX_NAME));
        }
        return name;
    }
}
