package io.turnpike.server.api;

import static io.turnpike.server.api.Callers.Who.ADMINISTRATOR;
import static io.turnpike.server.api.Callers.Who.CUSTOM;
import static io.turnpike.server.api.Callers.Who.NOBODY;
import static io.turnpike.server.api.Callers.Who.OPERATOR;
import static io.turnpike.server.api.Callers.Who.ORGANIZATION_ADMINISTRATOR;
import static io.turnpike.server.api.Callers.Who.PRODUCT_MANAGER;
import static io.turnpike.server.api.Callers.Who.READER_TOKEN;
import static io.turnpike.server.api.Callers.Who.READS_ONLY;
import static io.turnpike.server.api.Callers.Who.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.Permission;
import io.turnpike.server.api.Callers.Who;
import io.turnpike.storage.AuditStore.AuditEntry;
import io.turnpike.storage.AuditStore.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Walks every operation of `/openapi.json` with every kind of caller. Who may do what stands in `mayUse`, and is not
/// asked of the code under test; a permission that is not classified there does not compile.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("issue: every route asks for its permission, with each role and another organization's token")
class AccessWalkApiTest {
    private ApiServer api;
    private Callers callers;
    private List<Operation> operations;

    @BeforeAll
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        callers = Callers.make(api);
        operations = operations();
        assertThat(operations).hasSizeGreaterThan(80);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    void walks(Who who) {
        var softly = new SoftAssertions();
        for (Operation operation : operations) {
            api.clock.advance(Duration.ofMillis(1));
            if (isAllowed(who, operation)) {
                isLetThrough(who, operation, softly);
            } else {
                isRefused(who, operation, softly);
            }
        }
        softly.assertAll();
    }

    private void isLetThrough(Who who, Operation operation, SoftAssertions softly) {
        int status = send(who, operation).status();

        softly.assertThat(status)
                .as("%s may %s", who, operation)
                .isNotIn(401, 403)
                .isLessThan(500);
    }

    private void isRefused(Who who, Operation operation, SoftAssertions softly) {
        long revision = api.revision();
        var answer = send(who, operation);
        int expected = who == Who.UNKNOWN ? 401 : 403;

        softly.assertThat(answer.status()).as("%s may not %s", who, operation).isEqualTo(expected);
        softly.assertThat(api.revision())
                .as("%s changed something by %s", who, operation)
                .isEqualTo(revision);
        if (answer.status() == 403) {
            softly.assertThatCode(() -> answer.mustRefuseAsX(
                            403,
                            "PERMISSION_DENIED",
                            "usersandroles.PermissionDenied",
                            "This needs " + operation.permission()))
                    .doesNotThrowAnyException();
            softly.assertThat(isAudited(who, operation))
                    .as("audit of %s by %s", operation, who)
                    .isTrue();
        }
    }

    private boolean isAudited(Who who, Operation operation) {
        AuditEntry newest =
                api.storage().read(work -> work.audit().newest("", 1).getFirst());
        return newest.equals(new AuditEntry(
                0,
                api.clock.instant(),
                callers.name(who),
                operation.audited(),
                operation.isInOrganization() ? "default" : "",
                operation.path("default").replaceAll("/(keys|authorizations)/none", "/$1/****"),
                Outcome.DENIED));
    }

    /// Who may do everything everywhere does it where there is nothing.
    private Answer send(Who who, Operation operation) {
        String path = operation.path(who == ADMINISTRATOR ? "nowhere" : "default");
        boolean hasBody =
                !operation.method().equals("GET") && !operation.method().equals("DELETE");
        return api.send(
                operation.method(),
                path,
                hasBody ? "{}" : "",
                "Authorization",
                callers.authorization(who),
                "X-GOOG-API-FORMAT-VERSION",
                "2");
    }

    private List<Operation> operations() {
        var found = new ArrayList<Operation>();
        api.get("/openapi.json")
                .json()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(each -> found.add(new Operation(
                                each.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                Permission.valueOf(each.getValue()
                                        .get("x-turnpike-permission")
                                        .asString())))));
        return found;
    }

    private static boolean isAllowed(Who who, Operation operation) {
        if (who == CUSTOM
                && operation.permission() != Permission.NONE
                && operation.permission() != Permission.SIGNED_IN) {
            return isCustom(operation);
        }
        return mayUse(operation.permission(), operation.isInOrganization()).contains(who);
    }

    /// `Callers.CUSTOM_ROLE`, spelt out again.
    private static boolean isCustom(Operation operation) {
        String path = operation.template();
        boolean products = path.matches("/v1/organizations/\\{org}/apiproducts([/:].*)?");
        boolean attributes = path.matches("/v1/organizations/\\{org}/apiproducts/[^/]+/attributes([/:].*)?");
        boolean developers = path.matches("/v1/organizations/\\{org}/developers([/:].*)?");
        return switch (operation.method()) {
            case "GET" -> products || developers;
            case "DELETE" -> false;
            default -> products && !attributes;
        };
    }

    private static Set<Who> mayUse(Permission permission, boolean inOrganization) {
        Set<Who> allowed = switch (permission) {
            case NONE -> EnumSet.allOf(Who.class);
            case SIGNED_IN -> EnumSet.complementOf(EnumSet.of(Who.UNKNOWN));
            case ORGANIZATION_READ, ENVIRONMENT_READ, PROXY_READ, DEPLOYMENT_READ, PRODUCT_READ, DECISION_READ ->
                readers(PRODUCT_MANAGER, OPERATOR, READ_ONLY, READER_TOKEN);
            case DEVELOPER_READ, APP_READ, GROUP_READ, MONETIZATION_READ, AUDIT_READ ->
                readers(PRODUCT_MANAGER, READ_ONLY, READER_TOKEN);
            case KEY_VALUE_MAP_READ -> readers(OPERATOR);
            case ACCESS_READ -> readers();
            case ORGANIZATION_WRITE, ACCESS_WRITE -> writers();
            case ENVIRONMENT_WRITE, PROXY_WRITE, DEPLOYMENT_WRITE, KEY_VALUE_MAP_WRITE -> writers(OPERATOR);
            case PRODUCT_WRITE, DEVELOPER_WRITE, APP_WRITE, GROUP_WRITE, MONETIZATION_WRITE -> writers(PRODUCT_MANAGER);
            case INSTALLATION_READ -> EnumSet.of(ADMINISTRATOR, READER_TOKEN);
            case INSTALLATION_WRITE -> EnumSet.of(ADMINISTRATOR);
        };
        boolean isForRoles = permission != Permission.NONE && permission != Permission.SIGNED_IN;
        if (isForRoles && !inOrganization) {
            allowed.retainAll(EnumSet.of(ADMINISTRATOR, READER_TOKEN));
        }
        return allowed;
    }

    private static Set<Who> readers(Who... more) {
        var readers = writers(more);
        readers.add(READS_ONLY);
        return readers;
    }

    private static Set<Who> writers(Who... more) {
        var writers = EnumSet.of(ADMINISTRATOR, ORGANIZATION_ADMINISTRATOR);
        writers.addAll(List.of(more));
        assertThat(writers).doesNotContain(NOBODY);
        return writers;
    }

    private record Operation(String method, String template, Permission permission) {
        boolean isInOrganization() {
            return template.contains("/organizations/{org}");
        }

        /// The path with names of which nothing exists.
        String path(String organization) {
            return template.replace("{org}", organization).replaceAll("\\{[^}]*}", "none");
        }

        String audited() {
            return switch (method) {
                case "GET" -> "READ";
                case "POST" -> "CREATE";
                case "DELETE" -> "DELETE";
                default -> "UPDATE";
            };
        }
    }
}
