package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.storage.Change;
import io.turnpike.storage.ChangeFeed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 7: target servers")
class TargetServerApiTest {
    private static final String ALL = "environments/test/targetservers";
    private static final String EDGE = "/v1/o/default/e/test/targetservers";
    private static final String SMALL = "{\"name\":\"%s\",\"host\":\"a.example.com\",\"port\":8080}";
    private static final String FULL = """
            {"name":"full","description":"d","host":"a.example.com","port":443,"isEnabled":true,"protocol":"GRPC",
             "sSLInfo":{"enabled":true,"enforce":true,"clientAuthEnabled":true,"keyStore":"ks","keyAlias":"ka",
               "trustStore":"ts","ignoreValidationErrors":true,"ciphers":["C1","C2"],"protocols":["TLSv1.3"],
               "commonName":{"value":"*.example.com","wildcardMatch":true}}}""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("every field comes back as it was sent, in both dialects")
    void returnsEveryFieldAsItWasSent() {
        api.post(ALL, FULL).mustBe(201).mustHold(FULL);

        api.get(ALL + "/full").mustBe(200).mustHold(FULL);
        api.get(EDGE + "/full").mustBe(200).mustHold(FULL);
    }

    @Test
    @DisplayName("24.1 rule 2: isEnabled is true by default; no other default is shown")
    void showsNoDefaultButThatItIsEnabled() {
        api.post(ALL, SMALL.formatted("a")).mustBe(201).mustHold("""
                {"name":"a","host":"a.example.com","port":8080,"isEnabled":true}""");
        api.get(EDGE + "/a").mustHold("""
                {"name":"a","host":"a.example.com","port":8080,"isEnabled":true}""");
    }

    @Test
    @DisplayName("1.5: unset members of sSLInfo are left out of X, and shown in Edge")
    void writesTlsAsTheDialectDoes() {
        api.post(ALL, """
                {"name":"a","host":"10.0.0.1","port":"443","isEnabled":"false","sSLInfo":{"enabled":"false"}}""").mustBe(201).mustHold("""
                {"name":"a","host":"10.0.0.1","port":443,"isEnabled":false,"sSLInfo":{"enabled":false}}""");
        api.get(EDGE + "/a").mustHold("""
                {"name":"a","host":"10.0.0.1","port":443,"isEnabled":false,"sSLInfo":{"enabled":false,"enforce":false,
                 "clientAuthEnabled":false,"ignoreValidationErrors":false,"ciphers":[],"protocols":[]}}""");
    }

    @Test
    @DisplayName("7: Edge sends the booleans of sSLInfo as strings")
    void readsBooleansAsStrings() {
        api.post(EDGE, """
                {"name":"a","host":"::1","port":1,"sSLInfo":{"enabled":"true","clientAuthEnabled":"True",
                 "ignoreValidationErrors":"false","ciphers":[],"protocols":[],"keyAlias":"","keyStore":"ref://k"}}""").mustBe(201).mustHold("""
                {"name":"a","host":"::1","port":1,"isEnabled":true,"sSLInfo":{"enabled":true,"enforce":false,
                 "clientAuthEnabled":true,"ignoreValidationErrors":false,"ciphers":[],"protocols":[],
                 "keyStore":"ref://k"}}""");
    }

    @Test
    @DisplayName("the list is an array of names in both dialects, of this environment alone")
    void listsNames() {
        api.get(ALL).mustBe(200).mustHold("[]");
        for (String name : new String[] {"b", "a", "B"}) {
            api.post(ALL, SMALL.formatted(name)).mustBe(201);
        }
        api.post("environments/prod/targetservers", SMALL.formatted("p")).mustBe(201);

        api.get(ALL).mustHold("[\"B\",\"a\",\"b\"]");
        api.get(EDGE).mustHold("[\"B\",\"a\",\"b\"]");
    }

    @Test
    @DisplayName("24.2: a body without Content-Type is read, also with GET; the query's name goes first")
    void readsJsonWithoutContentType() {
        api.send("POST", ALL + "?name=queried", SMALL.formatted("a"), "Content-Type", "")
                .mustBe(201)
                .mustHold("""
                        {"name":"queried","host":"a.example.com","port":8080,"isEnabled":true}""");
        api.send("GET", ALL, "{\"a\":1}", "Content-Type", "").mustBe(200).mustHold("[\"queried\"]");
    }

    @Test
    @DisplayName("24.2: members in snake case are read")
    void readsSnakeCase() {
        api.post(ALL, """
                {"name":"a","host":"h","port":1,"is_enabled":false,
                 "s_s_l_info":{"enabled":true,"client_auth_enabled":true,"common_name":{"value":"v","wildcard_match":true}}}""").mustHold("""
                {"name":"a","host":"h","port":1,"isEnabled":false,
                 "sSLInfo":{"enabled":true,"clientAuthEnabled":true,"commonName":{"value":"v","wildcardMatch":true}}}""");
    }

    @Test
    @DisplayName("1.9: PUT replaces the whole, but for the protocol, which stays")
    void replacesTheWhole() {
        api.post(ALL, FULL);

        api.put(ALL + "/full", "{\"name\":\"full\",\"host\":\"b\",\"port\":81}")
                .mustBe(200)
                .mustHold("""
                        {"name":"full","host":"b","port":81,"isEnabled":true,"protocol":"GRPC"}""");
        api.get(ALL + "/full").mustHold("""
                {"name":"full","host":"b","port":81,"isEnabled":true,"protocol":"GRPC"}""");
    }

    @Test
    @DisplayName("7: the protocol is immutable; HTTP is what none means")
    void refusesAnotherProtocol() {
        api.post(ALL, SMALL.formatted("a"));
        long revision = api.revision();

        api.put(EDGE + "/a", "{\"host\":\"b\",\"port\":81,\"protocol\":\"HTTP2\"}")
                .mustRefuse(400, "messaging.config.beans.InvalidTargetServer", "protocol cannot be changed");

        assertThat(api.revision()).isEqualTo(revision);
        api.put(ALL + "/a", "{\"host\":\"b\",\"port\":81,\"protocol\":\"http\"}")
                .mustHold("""
                {"name":"a","host":"b","port":81,"isEnabled":true,"protocol":"HTTP"}""");
    }

    @Test
    @DisplayName("1.4, 1.9: DELETE answers the target server as it was, a second one 404")
    void answersTheDeletedOne() {
        api.post(ALL, FULL);

        api.delete(ALL + "/full").mustBe(200).mustHold(FULL);

        api.delete(EDGE + "/full")
                .mustRefuse(404, "messaging.config.beans.TargetServerDoesNotExist", "TargetServer full does not exist");
        api.get(ALL + "/full")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.TargetServerDoesNotExist",
                        "TargetServer full does not exist");
    }

    @Test
    @DisplayName("2.3: a second one of the same name in an environment is 409")
    void refusesASecondOneOfTheSameName() {
        api.post(ALL, SMALL.formatted("a"));
        long revision = api.revision();
        String code = "messaging.config.beans.TargetServerAlreadyExists";
        String message = "TargetServer a already exists in environment test";

        api.post(ALL, SMALL.formatted("a")).mustRefuseAsX(409, "ALREADY_EXISTS", code, message);
        api.post(EDGE, SMALL.formatted("a")).mustRefuse(409, code, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\":\"h\",\"port\":1} | name must be 1 to 255 letters, digits, blanks and . _ -, with no blank at either end",
                "{\"name\":\"a\",\"port\":1} | host must be a host name (RFC 1123) or an IP address",
                "{\"name\":\"a\",\"host\":\"h_h\",\"port\":1} | host must be a host name (RFC 1123) or an IP address",
                "{\"name\":\"a\",\"host\":5,\"port\":1} | host must be a string",
                "{\"name\":\"a\",\"host\":\"h\"} | port must be from 1 to 65535",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":4294967376} | port must be from 1 to 65535",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":-1} | port must be from 1 to 65535",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":\"x\"} | port must be an integer",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":1,\"isEnabled\":1} | isEnabled must be true or false",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":1,\"protocol\":\"FTP\"} | "
                        + "protocol must be one of http, http2, grpc_target, grpc, external_callout",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":1,\"sSLInfo\":{}} | sSLInfo.enabled must be given",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":1,\"sSLInfo\":{\"enabled\":\"x\"}} | "
                        + "sSLInfo.enabled must be true or false",
                "{\"name\":\"a\",\"host\":\"h\",\"port\":1,\"sSLInfo\":[]} | sSLInfo must be an object",
            })
    void refusesWhatDoesNotFitAndChangesNothing(String body, String message) {
        long revision = api.revision();
        String code = "messaging.config.beans.InvalidTargetServer";

        api.post(EDGE, body).mustRefuse(400, code, message);
        api.post(ALL, body).mustRefuseAsX(400, "INVALID_ARGUMENT", code, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("2.3: another name in the body than in the path, and an unknown environment")
    void refusesAnotherNameAndAnUnknownEnvironment() {
        api.post(ALL, SMALL.formatted("a"));

        api.put(EDGE + "/a", SMALL.formatted("b"))
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
        api.post("/v1/o/default/e/nowhere/targetservers", SMALL.formatted("b"))
                .mustRefuse(
                        404, "messaging.config.beans.EnvironmentDoesNotExist", "Environment nowhere does not exist");
    }

    @Test
    @DisplayName("ruling 10: only a stale If-Match is 412, and it changes nothing")
    void refusesAChangeThatWasReadBeforeAnotherOne() {
        String tag = api.post(ALL, SMALL.formatted("a")).header("ETag");
        api.put(ALL + "/a", "{\"host\":\"b\",\"port\":81}", "If-Match", tag).mustBe(200);
        long revision = api.revision();
        String message = "TargetServer a was changed since it was read";

        api.put(EDGE + "/a", "{\"host\":\"c\",\"port\":82}", "If-Match", tag)
                .mustRefuse(412, "rest.interceptor.changed_meanwhile", message);
        api.delete(EDGE + "/a", "If-Match", tag).mustRefuse(412, "rest.interceptor.changed_meanwhile", message);

        assertThat(api.revision()).isEqualTo(revision);
        api.put(ALL + "/a", "{\"host\":\"c\",\"port\":82}").mustBe(200);
    }

    @Test
    @DisplayName("what is deployed does not begin to need a certificate that is not there")
    void asksForNoCertificateBehindADeployedProxy() {
        String asks =
                "{\"name\":\"a\",\"host\":\"h\",\"port\":1,\"sSLInfo\":{\"enabled\":true,\"clientAuthEnabled\":true}}";
        String message = "TargetServer a is used by the deployed proxy p, and names no key store";
        api.post(ALL, SMALL.formatted("a"));
        api.post("apis", "{\"name\":\"p\",\"basePath\":\"/p\",\"targets\":[{\"server\":\"a\"}]}")
                .mustBe(201);
        String deployment = "environments/test/apis/p/revisions/1/deployments";
        api.post(deployment, "").mustBe(200);
        long revision = api.revision();

        api.put(EDGE + "/a", asks).mustRefuse(400, "rest.interceptor.wrong_state", message);
        api.put(ALL + "/a", asks).mustRefuseAsX(400, "FAILED_PRECONDITION", "rest.interceptor.wrong_state", message);
        assertThat(api.revision()).isEqualTo(revision);
        api.delete(ALL + "/a").mustBe(200);
        api.post(EDGE, asks).mustRefuse(400, "rest.interceptor.wrong_state", message);

        api.post("environments/prod/targetservers", asks).mustBe(201);
        api.delete(deployment).mustBe(200);
        api.post(ALL, asks).mustBe(201);
        api.post(deployment.replace("environments", "/edge/v1/organizations/default/environments"), "")
                .mustRefuse(
                        400,
                        "rest.interceptor.wrong_state",
                        "Request deployment is refused: a target server asks for a certificate, and no key store is"
                                + " named");
    }

    @Test
    @DisplayName("1.8: a name with a blank is found however it is escaped")
    void findsNamesHoweverTheyAreEscaped() {
        api.post(ALL, SMALL.formatted("a b"));

        for (String path : new String[] {"/a%20b", "/a+b", "/a%2520b"}) {
            api.get(ALL + path).mustBe(200);
        }
    }

    @Test
    @DisplayName("extensions 5: a change is one that the gateway learns of")
    void changesTheCatalogue() {
        long before = api.revision();

        api.post(ALL, SMALL.formatted("a"));

        assertThat(api.storage().changes().after(before, 10))
                .extracting(ChangeFeed.Entry::change)
                .hasOnlyElementsOfType(Change.CatalogueChanged.class);
    }

    @Test
    @DisplayName("1.2: a reader reads and cannot write")
    void letsAReaderRead() {
        String reader = "Bearer " + ApiServer.READER_TOKEN;

        api.get(ALL, "Authorization", reader).mustBe(200);
        api.post(ALL, SMALL.formatted("a"), "Authorization", reader)
                .mustRefuseAsX(
                        403, "PERMISSION_DENIED", "usersandroles.PermissionDenied", "This needs ENVIRONMENT_WRITE");
        assertThat(api.get(ALL).json()).isEqualTo(json("[]"));
    }
}
