package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.basic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// One caller of each kind. But for the tokens that the operator set, each was made by the API.
final class Callers {
    enum Who {
        /// `admin.token`
        ADMINISTRATOR,
        /// `reader.token`
        READER_TOKEN,
        ORGANIZATION_ADMINISTRATOR,
        PRODUCT_MANAGER,
        OPERATOR,
        READ_ONLY,
        /// Holds the role `CUSTOM_ROLE`.
        CUSTOM,
        /// A service account that is organization administrator and may only read.
        READS_ONLY,
        /// The administrator of another organization.
        STRANGER,
        /// A user without any role.
        NOBODY,
        /// Sends no credentials.
        UNKNOWN
    }

    static final String CUSTOM_ROLE = """
            {"resourcePermission":[
              {"path":"/apiproducts","permissions":["get","put"]},
              {"path":"/apiproducts/*/attributes","permissions":["get"]},
              {"path":"/developers","permissions":["get"]}]}""";

    private static final String PASSWORD = "correct horse battery";

    private final Map<Who, String> authorizations = new EnumMap<>(Who.class);
    private final Map<Who, String> names = new EnumMap<>(Who.class);

    private Callers() {}

    static Callers make(ApiServer api) {
        var callers = new Callers();
        callers.authorizations.put(Who.ADMINISTRATOR, "Bearer " + ApiServer.ADMIN_TOKEN);
        callers.authorizations.put(Who.READER_TOKEN, "Bearer " + ApiServer.READER_TOKEN);
        callers.names.put(Who.READER_TOKEN, "reader-token");
        callers.authorizations.put(Who.UNKNOWN, "");
        api.addOrganization("globex");
        api.post("userroles", "{\"role\":[{\"name\":\"custom\"}]}").mustBe(200);
        api.post("userroles/custom/resourcepermissions", CUSTOM_ROLE).mustBe(200);
        callers.addUser(api, Who.ORGANIZATION_ADMINISTRATOR, "default", "orgadmin");
        callers.addUser(api, Who.STRANGER, "globex", "orgadmin");
        callers.addUser(api, Who.NOBODY, "default", "");
        callers.addAccount(api, Who.PRODUCT_MANAGER, "businessuser", "write");
        callers.addAccount(api, Who.OPERATOR, "opsadmin", "write");
        callers.addAccount(api, Who.READ_ONLY, "readonlyadmin", "write");
        callers.addAccount(api, Who.CUSTOM, "custom", "write");
        callers.addAccount(api, Who.READS_ONLY, "orgadmin", "read");
        return callers;
    }

    String authorization(Who who) {
        return authorizations.get(who);
    }

    /// As the audit shows it.
    String name(Who who) {
        return names.get(who);
    }

    /// @param role empty for none
    private void addUser(ApiServer api, Who who, String organization, String role) {
        String name = who.name().toLowerCase(Locale.ROOT) + "@example.org";
        api.post("/v1/users", "{\"emailId\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD))
                .mustBe(201);
        if (!role.isEmpty()) {
            api.post("/v1/organizations/%s/userroles/%s/users?id=%s".formatted(organization, role, name), "")
                    .mustBe(200);
        }
        names.put(who, name);
        authorizations.put(who, basic(name, PASSWORD));
    }

    private void addAccount(ApiServer api, Who who, String role, String access) {
        String name = who.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String token = api.post("serviceaccounts", """
                        {"name":"%s","role":"%s","access":"%s"}""".formatted(name, role, access))
                .mustBe(201)
                .text("/token");
        names.put(who, "serviceaccount:" + name + "@default");
        authorizations.put(who, "Bearer " + token);
    }
}
