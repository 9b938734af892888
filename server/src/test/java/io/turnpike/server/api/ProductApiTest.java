package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// API products as both dialects see them.
class ProductApiTest {
    private static final String WEATHER = """
            {"name":"weather","displayName":"Weather","approvalType":"auto",
             "attributes":[{"name":"access","value":"public"}],"environments":["test"],
             "quota":"10000","quotaInterval":"1","quotaTimeUnit":"month","scopes":["read"],
             "operationGroup":{"operationConfigType":"proxy","operationConfigs":[{"apiSource":"forecast",
               "operations":[{"resource":"/**","methods":["GET"]}],
               "quota":{"limit":"1000","interval":"1","timeUnit":"day"},
               "attributes":[{"name":"tier","value":"free"}]}]}}""";
    private static final String SMALL = "{\"name\":\"%s\",\"displayName\":\"d\"}";

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
    @DisplayName("22: the worked body of X, int64 as strings, nothing that was not set")
    void answersInXAsItWasSent() {
        var created = api.post("apiproducts", WEATHER);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json()).isEqualTo(json(WEATHER.stripTrailing().replaceAll("}$", """
                ,"createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""")));
        assertThat(api.get("apiproducts/weather").json()).isEqualTo(created.json());
    }

    @Test
    @DisplayName("22: the worked body of Edge, numbers, who did it, and empty lists")
    void answersInEdgeWithNumbersAndEmptyLists() {
        api.post("apiproducts", WEATHER);

        assertThat(api.get("/edge/v1/organizations/default/apiproducts/weather").json())
                .isEqualTo(json(WEATHER.stripTrailing().replaceAll("}$", """
                        ,"createdAt":1767225600000,"lastModifiedAt":1767225600000,"createdBy":"admin-token",
                        "lastModifiedBy":"admin-token","apiResources":[],"proxies":[]}""")));
    }

    @Test
    @DisplayName("9.3: all five groups are stored and returned as they were sent")
    void keepsEveryKindOfOperationGroup() {
        String sent = """
                {"name":"all","displayName":"All","approvalType":"manual","quotaCounterScope":"PRODUCT",
                 "description":"d","llmQuota":"5","llmQuotaInterval":"2","llmQuotaTimeUnit":"week","space":"s",
                 "operationGroup":{"operationConfigs":[{"apiSource":"a","operations":[{"resource":"/a"}]}],
                   "operationConfigType":"remoteservice"},
                 "graphqlOperationGroup":{"operationConfigs":[{"apiSource":"g",
                   "operations":[{"operationTypes":["query"],"operation":"hero"}]}]},
                 "grpcOperationGroup":{"operationConfigs":[{"apiSource":"r","service":"Greeter","methods":["Hi"],
                   "quota":{"limit":"1","interval":"1","timeUnit":"minute"}}]},
                 "llmOperationGroup":{"operationConfigs":[{"apiSource":"l",
                   "llmOperations":[{"resource":"/l","methods":["POST"],"model":"m"}],
                   "llmTokenQuota":{"limit":"9","interval":"1","timeUnit":"hour"}}]},
                 "payloadOperationGroup":{"operationConfigs":[{"apiSource":"p",
                   "operations":[{"operation":"tools/list"},{"operation":"tools/call/x"}]}]}}""";

        api.post("spaces?spaceId=s", "{}").mustBe(200);

        assertThat(api.post("apiproducts", sent).json()).isEqualTo(json(sent.replaceAll("}$", """
                        ,"createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""")));
    }

    @Test
    @DisplayName(
            "1.5, 24.2, ruling 17: numbers, comma strings, other cases, snake case, null and unknown members are read")
    void readsWhatClientsReallySend() {
        var created = api.post("apiproducts", """
                {"name":"p","display_name":"P","approvalType":"Manual","quota":10,"quotaInterval":"1","quotaTimeUnit":"DAY",
                 "scopes":["", "b", "a", "b"],"environments":"prod, test,prod","description":null,"createdAt":"7",
                 "operationGroup":{"operationConfigs":[{"apiSource":"a","operations":[{"resource":"x","methods":"GET,POST"}],
                   "quota":{}}]},"colour":"red"}""");

        assertThat(created.json()).isEqualTo(json("""
                {"name":"p","displayName":"P","approvalType":"manual","quota":"10","quotaInterval":"1",
                 "quotaTimeUnit":"day","scopes":["b","a"],"environments":["prod","test"],
                 "operationGroup":{"operationConfigs":[{"apiSource":"a",
                   "operations":[{"resource":"/x","methods":["GET","POST"]}]}]},
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}"""));
    }

    @Test
    @DisplayName("1.9: PUT and its alias POST replace the whole; what is left out is gone, and the creation stays")
    void replacesTheWholeOnUpdate() {
        api.post("apiproducts", WEATHER);
        api.clock.advance(Duration.ofSeconds(5));

        var put = api.put("apiproducts/weather", "{\"displayName\":\"New\"}");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json()).isEqualTo(json("""
                {"name":"weather","displayName":"New","approvalType":"auto",
                 "createdAt":"1767225600000","lastModifiedAt":"1767225605000"}"""));
        assertThat(api.post("apiproducts/weather", "{\"displayName\":\"By POST\"}")
                        .json()
                        .get("displayName")
                        .asString())
                .isEqualTo("By POST");
    }

    @Test
    @DisplayName("ruling 10: only a stale If-Match is 412, and it changes nothing")
    void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        api.post("apiproducts", SMALL.formatted("p"));
        String tag = api.get("apiproducts/p").header("ETag");
        assertThat(api.put("apiproducts/p", "{\"displayName\":\"one\"}", "If-Match", tag)
                        .status())
                .isEqualTo(200);
        long revision = api.revision();

        var stale = api.put("apiproducts/p", "{\"displayName\":\"two\"}", "If-Match", tag);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.jsonWithoutIds()).isEqualTo(json("""
                {"error":{"code":412,"message":"ApiProduct p was changed since it was read","status":"FAILED_PRECONDITION",
                 "details":[{"@type":"type.googleapis.com/google.rpc.PreconditionFailure","violations":[
                   {"type":"rest.interceptor.changed_meanwhile","subject":"turnpike:<id>",
                    "description":"ApiProduct p was changed since it was read"}]},
                  {"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"<id>"}]}}"""));
        assertThat(api.revision()).isEqualTo(revision);
        assertThat(api.put("apiproducts/p", "{\"displayName\":\"three\"}").status())
                .isEqualTo(200);
        assertThat(api.delete("apiproducts/p", "If-Match", tag).status()).isEqualTo(412);
    }

    @Test
    @DisplayName("1.4, 1.9: DELETE answers the product as it was, a second one 404")
    void answersTheDeletedProduct() {
        var created = api.post("apiproducts", WEATHER);

        var deleted = api.delete("apiproducts/weather");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json()).isEqualTo(created.json());
        assertThat(api.delete("apiproducts/weather").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("1.7: lists in both dialects, expanded and not, in byte order")
    void listsInBothDialects() {
        for (String name : new String[] {"b", "a", "B"}) {
            api.post("apiproducts", SMALL.formatted(name));
        }

        assertThat(api.get("apiproducts").json())
                .isEqualTo(json("{\"apiProduct\":[{\"name\":\"B\"},{\"name\":\"a\"},{\"name\":\"b\"}]}"));
        assertThat(api.get("/v1/o/default/apiproducts").json()).isEqualTo(json("[\"B\",\"a\",\"b\"]"));
        assertThat(api.get("apiproducts?expand=TRUE").json().get("apiProduct").get(1))
                .isEqualTo(api.get("apiproducts/a").json());
        assertThat(api.get("/v1/o/default/apiproducts?expand=true")
                        .json()
                        .get("apiProduct")
                        .size())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("1.7: startKey is inclusive, and the last key alone is a page of one")
    void pagesFromTheStartKeyOn() {
        for (String name : new String[] {"a", "b", "c"}) {
            api.post("apiproducts", SMALL.formatted(name));
        }

        assertThat(api.get("/edge/v1/organizations/default/apiproducts?count=2").json())
                .isEqualTo(json("[\"a\",\"b\"]"));
        assertThat(api.get("/edge/v1/organizations/default/apiproducts?startKey=b&count=2")
                        .json())
                .isEqualTo(json("[\"b\",\"c\"]"));
        assertThat(api.get("/edge/v1/organizations/default/apiproducts?startKey=c")
                        .json())
                .isEqualTo(json("[\"c\"]"));
        var unknown = api.get("/edge/v1/organizations/default/apiproducts?startKey=bb");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json()).isEqualTo(json("""
                {"code":"keymanagement.service.apiproduct_doesnot_exist",
                 "message":"ApiProduct with name bb does not exist","contexts":[]}"""));
    }

    @Test
    @DisplayName("1.7: lists filter by attribute and by space")
    void filtersByAttributeAndSpace() {
        api.post(
                "apiproducts",
                "{\"name\":\"a\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"k\",\"value\":\"1\"}]}");
        api.post(
                "apiproducts",
                "{\"name\":\"b\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"k\",\"value\":\"2\"}]}");
        api.post("spaces?spaceId=s", "{}").mustBe(200);
        api.post("apiproducts", "{\"name\":\"c\",\"displayName\":\"d\",\"space\":\"s\"}");

        assertThat(api.get("/v1/o/default/apiproducts?attributename=k&attributevalue=2")
                        .json())
                .isEqualTo(json("[\"b\"]"));
        assertThat(api.get("apiproducts?space=s").json()).isEqualTo(json("{\"apiProduct\":[{\"name\":\"c\"}]}"));
    }

    @Test
    @DisplayName("1.8, 24.2: names escaped once, twice, or with a plus for a blank, find the product")
    void findsNamesHoweverTheyAreEscaped() {
        api.post("apiproducts", SMALL.formatted("a b"));
        api.post("apiproducts", SMALL.formatted("100%"));

        for (String path : new String[] {"a%20b", "a+b", "a%2520b", "100%25", "100%2525"}) {
            assertThat(api.get("apiproducts/" + path).status()).as(path).isEqualTo(200);
        }
        assertThat(api.get("apiproducts/A%20b").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("9.5, 24.1 #5: attributes one by one and as a whole")
    void hasAttributesAsASubResource() {
        api.post("apiproducts", SMALL.formatted("p"));
        String all = "apiproducts/p/attributes";

        assertThat(api.get(all).json()).isEqualTo(json("{\"attribute\":[]}"));
        assertThat(api.post(all + "/z", "{\"value\":\"1\"}").json())
                .isEqualTo(json("{\"name\":\"z\",\"value\":\"1\"}"));
        assertThat(api.post(all + "/a", "{\"name\":\"a\",\"value\":\"2\"}").status())
                .isEqualTo(200);
        assertThat(api.get(all).json())
                .isEqualTo(json("{\"attribute\":[{\"name\":\"z\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"2\"}]}"));
        assertThat(api.get(all + "/z").json()).isEqualTo(json("{\"name\":\"z\",\"value\":\"1\"}"));
        assertThat(api.delete(all + "/z").json()).isEqualTo(json("{\"name\":\"z\",\"value\":\"1\"}"));
        var gone = api.delete("/edge/v1/organizations/default/" + all + "/z");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.json()).isEqualTo(json("""
                {"code":"organizations.keymanagement.AttributeDoesntExist",
                 "message":"Attribute z does not exist","contexts":[]}"""));
        String replacement = "{\"attribute\":[{\"name\":\"n\",\"value\":\"3\"}]}";
        assertThat(api.post(all, replacement).json()).isEqualTo(json(replacement));
        assertThat(api.get(all).json()).isEqualTo(json(replacement));
    }

    @Test
    @DisplayName(
            "extensions 3: turnpike.* attributes survive clients that do not name them; an empty value removes one")
    void keepsOurAttributesThroughWholeWrites() {
        api.post("apiproducts", """
                {"name":"p","displayName":"d","attributes":[{"name":"turnpike.limit.rps","value":"2.5"},{"name":"a","value":"1"}]}""");
        String ours = "{\"name\":\"turnpike.limit.rps\",\"value\":\"2.5\"}";

        assertThat(api.put("apiproducts/p", "{\"displayName\":\"d\"}").json().get("attributes"))
                .isEqualTo(json("[" + ours + "]"));
        assertThat(api.post("apiproducts/p/attributes", "{\"attribute\":[{\"name\":\"b\",\"value\":\"2\"}]}")
                        .json())
                .isEqualTo(json("{\"attribute\":[" + ours + ",{\"name\":\"b\",\"value\":\"2\"}]}"));
        api.put("/v1/organizations/default", """
                {"properties":{"property":[{"name":"turnpike.attributes","value":"hidden"}]}}""");
        assertThat(api.get("apiproducts/p/attributes").json())
                .isEqualTo(json("{\"attribute\":[{\"name\":\"b\",\"value\":\"2\"}]}"));
        api.put("/v1/organizations/default", "{\"properties\":{\"property\":[]}}");
        assertThat(api.put("apiproducts/p", """
                        {"displayName":"d","attributes":[{"name":"turnpike.limit.rps","value":""}]}""").json().has("attributes")).isFalse();
    }

    @Test
    @DisplayName("3: without proxy and resource path a product is refused while the organization wants that")
    void refusesUnboundedProductsWhereTheOrganizationDoes() {
        api.put("/v1/organizations/default", """
                {"properties":{"property":[{"name":"features.keymanagement.disable.unbounded.permissions","value":"true"}]}}""");

        var refused = api.post("/edge/v1/organizations/default/apiproducts", SMALL.formatted("p"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("code").asString()).isEqualTo("keymanagement.service.apiproduct_unbounded");
        assertThat(api.post("apiproducts", "{\"name\":\"p\",\"displayName\":\"d\",\"apiResources\":[\"/\"]}")
                        .status())
                .isEqualTo(201);
    }
}
