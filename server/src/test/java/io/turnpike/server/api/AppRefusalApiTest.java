package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.APPS;
import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// management-api 2.3: what apps and keys refuse, with whole bodies; nothing is written then.
class AppRefusalApiTest {
    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
        api.post(APPS, "{\"name\":\"weather\"}").mustBe(201);
        api.post(APPS + "/weather/keys", "{\"consumerKey\":\"mine\"}").mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | keymanagement.service.app_invalid_name | name must be 1 to 255 letters, digits, blanks and _ - . # $ %, the first a letter or a digit",
                "{'name':' x'} | keymanagement.service.app_invalid_name | "
                        + "name must be 1 to 255 letters, digits, blanks and _ - . # $ %, the first a letter or a digit",
                "{'name':7} | keymanagement.service.app_invalid_name | name must be a string",
                "{'name':'a','apiProducts':{}} | keymanagement.service.app_invalid | apiProducts must be a list",
                "{'name':'a','apiProducts':[1]} | keymanagement.service.app_invalid | "
                        + "apiProducts must be a list of strings",
                "{'name':'a','apiProducts':['gold','lead']} | cps.kms.ApiProductDoesNotExist | "
                        + "API Product [lead] does not exist for  tenant [default] and id [null]",
                "{'name':'a','apiProducts':['gold'],'scopes':['LIST']} | keymanagement.service.InvalidScopes | "
                        + "Invalid scopes. Scopes must be contained in [READ, WRITE]",
                "{'name':'a','scopes':['READ']} | keymanagement.service.InvalidScopes | "
                        + "Invalid scopes. Scopes must be contained in []",
                "{'name':'a','keyExpiresIn':'soon'} | keymanagement.service.app_invalid | "
                        + "keyExpiresIn must be an integer",
                "{'name':'a','keyExpiresIn':0} | keymanagement.service.app_invalid | "
                        + "keyExpiresIn must be -1 for never, or from 1 to 31536000000000",
                "{'name':'a','keyExpiresIn':9223372036854775807} | keymanagement.service.app_invalid | "
                        + "keyExpiresIn must be -1 for never, or from 1 to 31536000000000",
                "{'name':'a','callbackUrl':1} | keymanagement.service.app_invalid | callbackUrl must be a string",
                "{'name':'a','attributes':[{'value':'1'}]} | organizations.keymanagement.InvalidAttribute | "
                        + "attributes.name must not be empty",
                "{'name':'a','attributes':[{'name':'turnpike.x','value':'1'}]} | "
                        + "organizations.keymanagement.InvalidAttribute | turnpike.x is not known here",
                "[] | rest.interceptor.malformed_request | the body must be a JSON object",
            })
    @DisplayName("create: 400 that names field and rule")
    void refusesABadApp(String body, String code, String message) {
        long revision = api.revision();

        api.post("/edge" + APPS, json(body)).mustRefuse(400, code, escaped(message));
        assertThat(api.revision()).isEqualTo(revision);
        api.get("/edge" + APPS).mustHold("[\"weather\"]");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /weather | {'apiProducts':['lead']}",
                "PUT | /weather | {'apiProducts':['gold'],'scopes':['LIST'],'attributes':[]}",
                "PUT | /weather | {'attributes':[{'name':'turnpike.kind','value':'sandbox'}]}",
                "POST | /weather | {'apiProducts':['lead']}",
                "POST | /weather | {'name':'other','apiProducts':['gold']}",
                "POST | /weather | ",
                "POST | /weather/keys/mine | {'apiProducts':['gold','lead']}",
                "POST | /weather/keys/mine | {'scopes':'LIST'}",
                "POST | /weather/keys/mine | {'attributes':[{'name':'turnpike.kind','value':'moon'}]}",
                "PUT | /weather/keys/mine | {'attributes':{}}",
                "POST | /weather/keys/mine/apiproducts/gold | ",
            })
    @DisplayName("changes: 400, and nothing is written")
    void refusesABadChange(String method, String path, String body) {
        String before = api.get(APPS + "/weather").body();
        long revision = api.revision();

        api.send(method, APPS + path, body == null ? "" : json(body)).mustBe(400);
        assertThat(api.revision()).isEqualTo(revision);
        assertThat(api.get(APPS + "/weather").body()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | consumerKey must be 1 to 2048 letters, digits, - and _",
                "{'consumerKey':'not a key'} | consumerKey must be 1 to 2048 letters, digits, - and _",
                "{'consumerKey':'create'} | consumerKey must not be create, which names a resource",
                "{'consumerKey':'k','consumerSecret':'a/b'} | "
                        + "consumerSecret must be 1 to 2048 letters, digits, - and _",
                "{'consumerKey':'k','expiresInSeconds':-2} | "
                        + "expiresInSeconds must be -1 for never, or from 1 to 31536000000",
            })
    @DisplayName("keys.create: 400 that never repeats a key or a secret")
    void refusesABadKey(String body, String message) {
        long revision = api.revision();

        api.post("/edge" + APPS + "/weather/keys", json(body))
                .mustRefuse(400, "keymanagement.service.InvalidConsumerKey", message);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("2.3: developer, app and organization that do not exist; an app that exists")
    void refusesWhatIsNotThere() {
        api.get("/edge" + ORGANIZATION + "/developers/eve@example.org/apps/weather")
                .mustRefuse(
                        404,
                        "developer.service.DeveloperIdDoesNotExist",
                        "DeveloperId eve@example.org does not exist in organization default");
        api.get("/edge" + APPS + "/none/keys/mine")
                .mustRefuse(
                        404,
                        "developer.service.AppDoesNotExist",
                        "App named none does not exist under ann@example.org");
        api.get("/edge/v1/organizations/nowhere/apps")
                .mustRefuse(404, "organizations.OrganizationDoesNotExist", "Organization nowhere does not exist");
        api.post(APPS, "{\"name\":\"weather\"}")
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "keymanagement.service.app_already_exists",
                        "App with name weather already exists");
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }
}
