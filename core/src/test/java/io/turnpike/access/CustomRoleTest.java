package io.turnpike.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 16: custom roles")
class CustomRoleTest {
    private static final CustomRole ROLE = role(
            "/ get",
            "/apiproducts get put",
            "/apiproducts/gold get",
            "/apiproducts/a b get",
            "/developers/*/apps get put delete",
            "/developers/ann@x.org/apps get",
            "/applications get put");

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "GET, '', true",
        "HEAD, anything/below, true",
        "PUT, anything, false",
        "POST, apiproducts, true",
        "PUT, apiproducts/silver, true",
        "PATCH, apiproducts/silver/attributes/x, true",
        "DELETE, apiproducts/silver, false",
        "PUT, apiproducts/gold, false",
        "PUT, apiproducts/gold/attributes, false",
        "PUT, apiproducts/golden, true",
        "PUT, apiproducts/Gold, true",
        "DELETE, developers/bob@x.org/apps/a/keys/k, true",
        "DELETE, developers/bob@x.org, false",
        "DELETE, developers/ann@x.org/apps/a, false",
        "GET, developers/ann@x.org/apps/a, true",
        "PUT, apis/weather, true",
        "PUT, applications/weather, false",
    })
    void theMostSpecificPermissionDecides(String method, String path, boolean allowed) {
        assertThat(ROLE.allows(access(Permission.PRODUCT_READ, method, path))).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("24.2: a name that clients may write in another way is no way round a permission")
    @ValueSource(
            strings = {
                "apiproducts/%67old",
                "apiproducts/a+b",
                "apiproducts/a%20b",
                "developers/Ann@x.org/apps",
                "developers/ann%40x.org/apps"
            })
    void anotherSpellingIsNoWayRound(String path) {
        assertThat(ROLE.allows(access(Permission.PRODUCT_WRITE, "PUT", path))).isFalse();
        assertThat(ROLE.allows(access(Permission.PRODUCT_WRITE, "GET", path))).isTrue();
    }

    @Test
    void aPermissionOnOneNameDoesNotReachAnotherThatIsSpeltLikeIt() {
        var blank = role("/apiproducts/a b put");

        assertThat(blank.allows(access(Permission.PRODUCT_WRITE, "PUT", "apiproducts/a b")))
                .isTrue();
        assertThat(blank.allows(access(Permission.PRODUCT_WRITE, "PUT", "apiproducts/a+b")))
                .isFalse();
    }

    @Test
    void aPermissionWithoutVerbsTakesAwayWhatABroaderOneGives() {
        var role = role("/ get", "/audits");

        assertThat(role.allows(access(Permission.AUDIT_READ, "GET", "audits/developers")))
                .isFalse();
        assertThat(role.allows(access(Permission.PRODUCT_READ, "GET", "apiproducts")))
                .isTrue();
        assertThat(role.without("/audits").allows(access(Permission.AUDIT_READ, "GET", "audits")))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Permission.class,
            names = {"ORGANIZATION_WRITE", "ACCESS_WRITE", "INSTALLATION_READ", "INSTALLATION_WRITE"})
    void neverChangesTheOrganizationNorWhoMayDoWhat(Permission permission) {
        var all = role("/ get put delete", "/userroles get put delete");

        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            assertThat(all.allows(access(permission, method, "userroles"))).isFalse();
        }
    }

    @Test
    void seesKeyValueMapsOnlyWhereAPermissionNamesThem() {
        String map = "environments/test/keyvaluemaps/secrets";
        var broad = role("/ get", "/environments/*/* get");
        var named = role("/environments/*/keyvaluemaps get");

        assertThat(broad.allows(access(Permission.KEY_VALUE_MAP_READ, "GET", map)))
                .isFalse();
        assertThat(named.allows(access(Permission.KEY_VALUE_MAP_READ, "GET", map)))
                .isTrue();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "a", "/a//b", "//", "/a?b", "/a#b", "/a\nb"})
    void refusesWhatIsNoPath(String path) {
        assertThatThrownBy(() -> permission(path + " get")).isInstanceOf(Refused.class);
    }

    @Test
    void aSlashAtTheEndMeansNothing() {
        assertThat(permission("/environments/ get")).isEqualTo(permission("/environments get"));
        assertThat(permission("/ get").path()).isEqualTo("/");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "orgadmin", "sysadmin", " a", "a ", "a/b", "ä", "a:b"})
    void refusesSomeNames(String label) {
        assertThatThrownBy(() -> new CustomRole(label, List.of())).isInstanceOf(Refused.class);
    }

    private static CustomRole role(String... permissions) {
        return new CustomRole(
                "custom",
                Arrays.stream(permissions).map(CustomRoleTest::permission).toList());
    }

    /// A path, and verbs behind it.
    private static ResourcePermission permission(String text) {
        var verbs = EnumSet.noneOf(Verb.class);
        String path = text;
        for (Verb verb : List.of(Verb.DELETE, Verb.PUT, Verb.GET)) {
            if (path.endsWith(" " + verb.label())) {
                verbs.add(verb);
                path = path.substring(0, path.length() - verb.label().length() - 1);
            }
        }
        return new ResourcePermission(path, verbs);
    }

    private static Access access(Permission permission, String method, String path) {
        return new Access(permission, "acme", method, path.isEmpty() ? List.of() : List.of(path.split("/")));
    }
}
