package io.turnpike.server.api;

import java.nio.file.Path;

/// Developer `ann@example.org`, and the products `gold` (automatic, scopes READ and WRITE) and
/// `silver` (manual, scope LIST).
final class AppSamples {
    static final String ORGANIZATION = "/v1/organizations/default";
    static final String APPS = ORGANIZATION + "/developers/ann@example.org/apps";

    private AppSamples() {}

    static ApiServer start(Path folder) {
        var api = ApiServer.start(folder);
        addDeveloper(api, "ann@example.org");
        addProduct(api, "gold", "auto", "READ", "WRITE");
        addProduct(api, "silver", "manual", "LIST");
        return api;
    }

    /// @return the developer's id
    static String addDeveloper(ApiServer api, String email) {
        return api.post("developers", "{\"email\":\"%s\",\"firstName\":\"f\",\"lastName\":\"l\"}".formatted(email))
                .mustBe(201)
                .text("/developerId");
    }

    static void addProduct(ApiServer api, String name, String approval, String... scopes) {
        api.post("apiproducts", """
                        {"name":"%s","displayName":"%1$s","approvalType":"%s","scopes":"%s"}""".formatted(name, approval, String.join(",", scopes)))
                .mustBe(201);
    }

    static void setProperty(ApiServer api, String name, String value) {
        api.put(ORGANIZATION, """
                {"properties":{"property":[{"name":"%s","value":"%s"}]}}""".formatted(name, value)).mustBe(200);
    }
}
