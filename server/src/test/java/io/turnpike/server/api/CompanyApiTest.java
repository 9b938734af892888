package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// management-api 15: the rows companies.* of the checklist.
class CompanyApiTest {
    private static final String COMPANIES = "/edge" + ORGANIZATION + "/companies";
    private static final String WEB = COMPANIES + "/web";
    private static final String BODY = """
            {"name":"web","displayName":"Web","attributes":[{"name":"z","value":"1"}]}""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("companies.create, get: 201, active, with the names of its apps")
    void createsAndReads() {
        api.post(COMPANIES, BODY).mustBe(201).mustHold("""
                {"apps":[],"attributes":[{"name":"z","value":"1"}],"createdAt":1767225600000,
                 "createdBy":"admin-token","displayName":"Web","lastModifiedAt":1767225600000,
                 "lastModifiedBy":"admin-token","name":"web","organization":"default","status":"active"}""");
        api.post(WEB + "/apps", "{\"name\":\"two\"}").mustBe(201);
        api.post(WEB + "/apps", "{\"name\":\"one\"}").mustBe(201);

        api.get(WEB).mustBe(200).mustHold("""
                {"apps":["one","two"],"attributes":[{"name":"z","value":"1"}],"createdAt":1767225600000,
                 "createdBy":"admin-token","displayName":"Web","lastModifiedAt":1767225600000,
                 "lastModifiedBy":"admin-token","name":"web","organization":"default","status":"active"}""");
    }

    @Test
    @DisplayName("2.3, 15, 20 #33: unknown, taken in any case, 0")
    void refusesNames() {
        api.post(COMPANIES, BODY).mustBe(201);
        long revision = api.revision();

        api.get(COMPANIES + "/none")
                .mustRefuse(404, "keymanagement.service.CompanyDoesNotExist", "Company none does not exist");
        api.get("/x" + ORGANIZATION + "/companies/none")
                .mustRefuseAsX(
                        404, "NOT_FOUND", "keymanagement.service.CompanyDoesNotExist", "Company none does not exist");
        api.post(COMPANIES, "{\"name\":\"Web\"}")
                .mustRefuse(409, "keymanagement.service.CompanyAlreadyExists", "Company Web already exists");
        api.post(COMPANIES, "{\"name\":\"0\"}").mustBe(400);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("companies.update: the whole record; what only app groups have stays")
    void replacesTheRecord() {
        api.post(ORGANIZATION + "/appgroups", "{\"name\":\"web\",\"displayName\":\"W\",\"channelId\":\"shop\"}")
                .mustBe(201);

        api.put(WEB, "{\"attributes\":[{\"name\":\"a\",\"value\":\"2\"}]}")
                .mustBe(200)
                .mustHold("""
                {"apps":[],"attributes":[{"name":"a","value":"2"}],"createdAt":1767225600000,
                 "createdBy":"admin-token","lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token",
                 "name":"web","organization":"default","status":"active"}""");
        assertThat(api.get(ORGANIZATION + "/appgroups/web").text("/channelId")).isEqualTo("shop");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PUT", "POST"})
    @DisplayName("companies.setStatus, 20 #11: 204 by either verb")
    void setsTheStatus(String method) {
        api.post(COMPANIES, BODY).mustBe(201);

        assertThat(api.send(method, WEB + "?action=inactive", "").mustBe(204).body())
                .isEmpty();
        assertThat(api.get(WEB).text("/status")).isEqualTo("inactive");
        api.send(method, WEB + "?action=active", "").mustBe(204);
        assertThat(api.get(WEB).text("/status")).isEqualTo("active");
    }

    @Test
    @DisplayName("1.7: bare names; whole with expand; a start key is included; unknown: 404")
    void lists() {
        api.get(COMPANIES).mustBe(200).mustHold("[]");
        for (String name : List.of("c", "a", "B")) {
            api.post(COMPANIES, "{\"name\":\"%s\"}".formatted(name)).mustBe(201);
        }

        api.get(COMPANIES).mustHold("[\"B\",\"a\",\"c\"]");
        api.get(COMPANIES + "?count=2&startKey=a").mustHold("[\"a\",\"c\"]");
        api.get(COMPANIES + "?startKey=c").mustHold("[\"c\"]");
        assertThat(api.get(COMPANIES + "?expand=true&count=1")
                        .mustHold("""
                        {"company":[%s]}""".formatted(api.get(COMPANIES + "/B").body()))
                        .status())
                .isEqualTo(200);
        api.get(COMPANIES + "?startKey=b")
                .mustRefuse(404, "keymanagement.service.company_doesnot_exist", "Company with name b does not exist");
    }

    @Test
    @DisplayName("companies.attributes.all (9.5)")
    void servesAttributes() {
        api.post(COMPANIES, BODY).mustBe(201);

        api.get(WEB + "/attributes").mustHold("{\"attribute\":[{\"name\":\"z\",\"value\":\"1\"}]}");
        api.post(WEB + "/attributes/b", "{\"value\":\"2\"}").mustBe(200);
        api.get(WEB + "/attributes/b").mustHold("{\"name\":\"b\",\"value\":\"2\"}");
        api.delete(WEB + "/attributes/z").mustBe(200).mustHold("{\"name\":\"z\",\"value\":\"1\"}");
        api.post(WEB + "/attributes", "{\"attribute\":[{\"name\":\"c\",\"value\":\"3\"}]}")
                .mustHold("{\"attribute\":[{\"name\":\"c\",\"value\":\"3\"}]}");
        api.get(WEB + "/attributes/z")
                .mustRefuse(404, "organizations.keymanagement.AttributeDoesntExist", "Attribute z does not exist");
    }

    @Test
    @DisplayName("companies.delete: 200 as it was; then 404")
    void deletes() {
        String made = api.post(COMPANIES, BODY).mustBe(201).body();

        api.delete(WEB).mustBe(200).mustHold(made);
        api.delete(WEB).mustBe(404);
    }

    @Test
    @DisplayName("ruling 15: a company and an app group are one thing")
    void isAnAppGroupToo() {
        api.post(COMPANIES, BODY).mustBe(201);

        var group = api.get(ORGANIZATION + "/appgroups/web").mustBe(200);
        assertThat(group.text("/displayName")).isEqualTo("Web");
        api.put(WEB + "?action=inactive", "").mustBe(204);
        assertThat(api.get(ORGANIZATION + "/appgroups/web").text("/status")).isEqualTo("inactive");
    }

    @Test
    @DisplayName("1.3: XML in and out")
    void speaksXml() {
        api.post(
                        COMPANIES,
                        "<Company><Name>web</Name><DisplayName>Web</DisplayName></Company>",
                        "Content-Type",
                        "application/xml")
                .mustBe(201);
        assertThat(api.get(WEB, "Accept", "application/xml").mustBe(200).body())
                .contains("<Name>web</Name>", "<DisplayName>Web</DisplayName>")
                .contains("<Company>");
    }
}
