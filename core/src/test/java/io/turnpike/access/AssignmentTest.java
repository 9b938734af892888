package io.turnpike.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssignmentTest {
    @Test
    void reachesItsOrganizationOnly() {
        var held = new Assignment("acme", BuiltInRole.ORGANIZATION_ADMINISTRATOR);

        assertThat(held.allows(new Access(Permission.PRODUCT_WRITE, "acme", "PUT", List.of())))
                .isTrue();
        assertThat(held.allows(new Access(Permission.PRODUCT_WRITE, "Acme", "PUT", List.of())))
                .isFalse();
        assertThat(held.allows(new Access(Permission.PRODUCT_WRITE, null, "PUT", List.of())))
                .isFalse();
        assertThat(new Assignment("acme", BuiltInRole.OPERATOR)
                        .allows(new Access(Permission.INSTALLATION_READ, "acme", "GET", List.of())))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(BuiltInRole.class)
    void everywhereReachesEveryOrganization(BuiltInRole role) {
        var held = new Assignment(null, role);

        assertThat(held.allows(new Access(Permission.PRODUCT_READ, "acme", "GET", List.of())))
                .isTrue();
        assertThat(held.allows(new Access(Permission.ACCESS_WRITE, null, "POST", List.of())))
                .as("who may do what in the installation")
                .isEqualTo(role == BuiltInRole.ADMINISTRATOR);
    }

    @Test
    void anAccessShowsNoPathAsText() {
        assertThat(new Access(Permission.APP_READ, "acme", "GET", List.of("keys", "s3cret")))
                .hasToString("Access[APP_READ]");
    }
}
