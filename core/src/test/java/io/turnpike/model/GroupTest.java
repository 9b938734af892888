package io.turnpike.model;

import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Member.Role;
import io.turnpike.problem.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups and their members (management-api 1.6, 14, 15; product-life 5).
class GroupTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "Web Team", "_-.#$%", "00", "0a"})
    void takesNames(String name) {
        assertThat(group(name).name()).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("15: a company is never called 0")
    @ValueSource(strings = {"", "0", " a", "a ", "a/b", "a@b", "ä", "a\n"})
    void refusesOtherNames(String name) {
        assertInvalid(Kind.APP_GROUP, "name", () -> group(name));
    }

    @Test
    void namesEachMemberOnceWithoutRegardToCase() {
        assertInvalid(Kind.APP_GROUP, "members", () -> group("web", "ada@example.com", "Ada@Example.com"));
    }

    @Test
    void findsMembersWithoutRegardToCase() {
        Group web = group("web", "Ada@example.com", "bob@example.com");

        assertThat(web.member("ADA@example.com")).contains(web.members().getFirst());
        assertThat(web.member("eve@example.com")).isEmpty();
    }

    @Test
    void aMemberHasAnAddressAndARole() {
        assertInvalid(Kind.APP_GROUP, "email", () -> new Member("ada", List.of(Role.OWNER), List.of()));
        assertInvalid(Kind.APP_GROUP, "roles", () -> new Member("a@b", List.of(), List.of("admin")));
        assertThat(new Member("a@b", List.of(Role.BILLING, Role.OWNER, Role.BILLING), List.of()).roles())
                .containsExactly(Role.OWNER, Role.BILLING);
    }

    private static Group group(String name, String... emails) {
        return new Group(
                new UUID(0, 1),
                new UUID(0, 2),
                1,
                name,
                true,
                new Group.Details("", "", "", "", Attributes.NONE),
                Stream.of(emails)
                        .map(email -> new Member(email, List.of(Role.DEVELOPER), List.of()))
                        .toList(),
                Provenance.made(Instant.EPOCH, "ada"));
    }
}
