package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 1.3, rulings 4 and 5: XML bodies of Edge")
class XmlApiTest {
    private static final String EDGE = "/edge/v1/organizations/default/";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private static ApiServer api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void makesAProductThatReadsTheSameInJson() {
        var made = post("/v1/organizations/default/apiproducts", """
                <ApiProduct>
                  <Name>whole</Name>
                  <DisplayName>A &amp; B</DisplayName>
                  <approvaltype>manual</approvaltype>
                  <Attributes><Attribute><Name>access</Name><Value>public</Value></Attribute></Attributes>
                  <Environments><Environment>test</Environment></Environments>
                  <Scopes>READ, WRITE</Scopes>
                  <Quota>100</Quota><QuotaInterval>1</QuotaInterval><QuotaTimeUnit>day</QuotaTimeUnit>
                  <OperationGroup><OperationConfigs><OperationConfig>
                    <ApiSource>weather</ApiSource>
                    <Operations><Operation>
                      <Resource>/forecast/*</Resource><Methods><Method>GET</Method></Methods>
                    </Operation></Operations>
                    <Quota><Limit>7</Limit><Interval>1</Interval><TimeUnit>hour</TimeUnit></Quota>
                  </OperationConfig></OperationConfigs></OperationGroup>
                </ApiProduct>""").mustBe(201);

        assertThat(made.header("Content-Type")).isEqualTo("application/xml;charset=UTF-8");
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.header("Turnpike-Revision")).isNotEmpty();
        assertThat(made.body()).isEqualTo(HEAD + """
                <ApiProduct><ApiResources/><ApprovalType>manual</ApprovalType>\
                <Attributes><Attribute><Name>access</Name><Value>public</Value></Attribute></Attributes>\
                <CreatedAt>1767225600000</CreatedAt><CreatedBy>admin-token</CreatedBy>\
                <DisplayName>A &amp; B</DisplayName><Environments><Environment>test</Environment></Environments>\
                <LastModifiedAt>1767225600000</LastModifiedAt><LastModifiedBy>admin-token</LastModifiedBy>\
                <Name>whole</Name><OperationGroup><OperationConfigs><OperationConfig><ApiSource>weather</ApiSource>\
                <Attributes/><Operations><Operation><Methods><Method>GET</Method></Methods>\
                <Resource>/forecast/*</Resource></Operation></Operations>\
                <Quota><Interval>1</Interval><Limit>7</Limit><TimeUnit>hour</TimeUnit></Quota>\
                </OperationConfig></OperationConfigs></OperationGroup><Proxies/><Quota>100</Quota>\
                <QuotaInterval>1</QuotaInterval><QuotaTimeUnit>day</QuotaTimeUnit>\
                <Scopes><Scope>READ</Scope><Scope>WRITE</Scope></Scopes></ApiProduct>
                """);
        api.get(EDGE + "apiproducts/whole").mustHold("""
                {"apiResources":[],"approvalType":"manual","attributes":[{"name":"access","value":"public"}],
                 "createdAt":1767225600000,"createdBy":"admin-token","displayName":"A & B","environments":["test"],
                 "lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token","name":"whole",
                 "operationGroup":{"operationConfigs":[{"apiSource":"weather","attributes":[],
                   "operations":[{"methods":["GET"],"resource":"/forecast/*"}],
                   "quota":{"interval":"1","limit":"7","timeUnit":"hour"}}]},
                 "proxies":[],"quota":"100","quotaInterval":"1","quotaTimeUnit":"day","scopes":["READ","WRITE"]}""");
    }

    @Test
    void sendsBackWhatItReadAndChangesNothing() {
        post("apiproducts", "<ApiProduct><Name>same</Name><DisplayName>d</DisplayName></ApiProduct>")
                .mustBe(201);
        var before = api.get(EDGE + "apiproducts/same").json();

        var xml =
                api.get("/v1/o/default/apiproducts/same", "Accept", "text/xml").mustBe(200);
        assertThat(xml.header("Content-Type")).isEqualTo("text/xml;charset=UTF-8");
        xml("PUT", "apiproducts/same", xml.body()).mustBe(200);

        assertThat(api.get(EDGE + "apiproducts/same").json()).isEqualTo(before);
    }

    @Test
    void carriesDeveloperAppKeyAndAttributes() {
        post("apiproducts", "<ApiProduct><Name>p</Name><DisplayName>d</DisplayName><Scopes>R</Scopes></ApiProduct>")
                .mustBe(201);
        post("developers", """
                <Developer><Email>bo@example.org</Email><FirstName>Bo</FirstName><LastName>B</LastName></Developer>""").mustBe(201);
        String app = "developers/bo@example.org/apps";
        var made = post(app, "<App><Name>one</Name><ApiProducts><ApiProduct>p</ApiProduct></ApiProducts></App>")
                .mustBe(201);
        assertThat(made.body()).contains("<App>", "<ApiProducts><ApiProduct><Apiproduct>p</Apiproduct>");
        post(app + "/one/keys/create", """
                <Key><ConsumerKey>brought</ConsumerKey><ConsumerSecret>along</ConsumerSecret></Key>""").mustBe(201);
        post(app + "/one/keys/brought", """
                <Key><ApiProducts><ApiProduct>p</ApiProduct></ApiProducts>\
                <Scopes><Scope>R</Scope></Scopes></Key>""").mustBe(200);
        post(app + "/one/attributes", """
                <Attributes><Attribute><Name>only</Name><Value>v</Value></Attribute></Attributes>""").mustBe(200);
        post(app + "/one/attributes/second", "<Attribute><Value>w</Value></Attribute>")
                .mustBe(200);
        post("developers/bo@example.org?action=inactive", "").mustBe(204);

        api.get(EDGE + app + "/one/keys/brought").mustHold("""
                {"apiProducts":[{"apiproduct":"p","status":"approved"}],"attributes":[],"consumerKey":"brought",
                 "consumerSecret":"along","expiresAt":-1,"issuedAt":1767225600000,"scopes":["R"],
                 "status":"approved"}""");
        api.get(EDGE + app + "/one/attributes").mustHold("""
                {"attribute":[{"name":"only","value":"v"},{"name":"second","value":"w"}]}""");
        assertThat(api.get(EDGE + app + "/one/attributes", "Accept", "application/xml")
                        .body())
                .isEqualTo(HEAD + """
                        <Attributes><Attribute><Name>only</Name><Value>v</Value></Attribute>\
                        <Attribute><Name>second</Name><Value>w</Value></Attribute></Attributes>
                        """);
        assertThat(api.get(EDGE + "developers?count=1", "Accept", "application/xml")
                        .body())
                .isEqualTo(HEAD + "<Developers><Developer>bo@example.org</Developer></Developers>\n");
        assertThat(api.get(EDGE + "developers?expand=true&count=1", "Accept", "application/xml")
                        .body())
                .startsWith(HEAD + "<Developers><Developer><Apps><App>one</App></Apps><Attributes/><Companies/>");
    }

    @Test
    void carriesACompanyAndItsDevelopers() {
        AppSamples.addDeveloper(api, "cy@example.org");
        post("companies", """
                <Company><Name>acme</Name><DisplayName>A &amp; Sons</DisplayName>\
                <Attributes><Attribute><Name>n</Name><Value>v</Value></Attribute></Attributes></Company>""").mustBe(201);
        post("companies/acme/developers", """
                <CompanyDevelopers><Developer><Email>cy@example.org</Email><Role>owner</Role></Developer>\
                </CompanyDevelopers>""").mustBe(200);

        var company = api.get(EDGE + "companies/acme").mustBe(200);
        assertThat(company.text("/displayName")).isEqualTo("A & Sons");
        assertThat(company.json().get("attributes")).isEqualTo(json("[{\"name\":\"n\",\"value\":\"v\"}]"));
        assertThat(api.get(EDGE + "companies/acme/developers").text("/developer/0/role"))
                .isEqualTo("owner");
        assertThat(api.get(EDGE + "companies/acme", "Accept", "text/xml").body())
                .startsWith(HEAD + "<Company><Apps/><Attributes><Attribute><Name>n</Name><Value>v</Value>");
    }

    @ParameterizedTest(name = "Accept {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xml | application/xml;charset=UTF-8",
                "text/xml;q=0.9, application/xml;q=0.8 | text/xml;charset=UTF-8",
                "application/xml, application/json;q=0.9 | application/xml;charset=UTF-8",
                "application/xml, application/json | application/json",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | application/json",
                "*/* | application/json",
                "application/xml;q=0 | application/json",
            })
    @DisplayName("ruling 5")
    void answersXmlWhereItRanksHighest(String accept, String type) {
        var listed = api.get("/v1/organizations/default/environments", "Accept", accept);

        assertThat(listed.header("Content-Type")).isEqualTo(type);
        assertThat(listed.body().startsWith("<")).isEqualTo(type.contains("xml"));
    }

    @Test
    void answersAWriteInXmlWithoutAcceptInJson() {
        var made = api.send(
                "POST",
                "/v1/organizations/default/apiproducts",
                "<ApiProduct><Name>plain</Name><DisplayName>d</DisplayName></ApiProduct>",
                "Content-Type",
                "text/xml");

        assertThat(made.mustBe(201).text("/createdBy")).isEqualTo("admin-token");
    }

    @Test
    void speaksNoXmlInX() {
        long before = api.revision();

        api.send("POST", "apiproducts", "<ApiProduct/>", "Content-Type", "text/xml", "Accept", "text/xml")
                .mustRefuseAsX(
                        415,
                        "INVALID_ARGUMENT",
                        "rest.interceptor.unsupported_media_type",
                        "The body must be application/json, not text/xml");
        assertThat(api.get("environments", "Accept", "application/xml").json()).isEqualTo(json("[\"prod\",\"test\"]"));
        assertThat(api.revision()).isEqualTo(before);
    }

    @Test
    void refusesInXml() {
        var missing = api.get(EDGE + "apiproducts/moon", "Accept", "text/xml").mustBe(404);

        assertThat(missing.header("Content-Type")).isEqualTo("text/xml;charset=UTF-8");
        assertThat(missing.body()).isEqualTo(HEAD + """
                <Error><Code>keymanagement.service.apiproduct_doesnot_exist</Code>\
                <Message>ApiProduct with name moon does not exist</Message><Contexts/></Error>
                """);
        assertThat(api.get(EDGE + "apiproducts", "Accept", "text/xml", "Authorization", "")
                        .mustBe(401)
                        .body())
                .contains("<Error><Code>usersandroles.Unauthenticated</Code>");
        assertThat(api.get("/nowhere", "Accept", "text/xml").mustBe(404).body()).contains("<Error><Code>");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<ApiProduct><Name>bad | must be well-formed XML (line 1, column 22)",
                "<!DOCTYPE a [<!ENTITY x 'y'>]><ApiProduct><Name>&x;</Name></ApiProduct> | must not declare a document type or use entities of its own",
                "<!DOCTYPE ApiProduct SYSTEM 'http://127.0.0.1:1/'><ApiProduct/> | must not declare a document type or use entities of its own",
                "<Developer/> | must be the element <ApiProduct>",
                "<?xml version='1.0' encoding='UTF-16'?><ApiProduct/> | must be XML in UTF-8, also by its own declaration",
            })
    void refusesWhatItCannotRead(String body, String rule) {
        long before = api.revision();

        api.send("POST", EDGE + "apiproducts", body, "Content-Type", "application/xml")
                .mustRefuse(400, "rest.interceptor.malformed_request", "the body " + rule);
        assertThat(api.revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moon", "quota", "quotaInterval"})
    void refusesByFieldAsInJson(String field) {
        String xml = "<ApiProduct><Name>bad</Name><DisplayName>d</DisplayName>"
                + switch (field) {
                    case "moon" -> "<Environments><Environment>moon</Environment></Environments>";
                    case "quota" -> "<Quota>ten</Quota><QuotaInterval>1</QuotaInterval>";
                    default -> "<Quota>1</Quota><QuotaInterval>0</QuotaInterval><QuotaTimeUnit>day</QuotaTimeUnit>";
                }
                + "</ApiProduct>";

        assertThat(post("apiproducts", xml).mustBe(400).body()).contains("<Error><Code>", field);
    }

    @Test
    @DisplayName("deploy scripts read names in the XML of deployments as attributes")
    void showsTheNamesOfDeploymentsAsAttributes() {
        api.post("apis", "{\"name\":\"named\",\"basePath\":\"/named\",\"target\":\"http://127.0.0.1:9000\"}");
        api.post("environments/test/apis/named/revisions/1/deployments", "").mustBe(200);

        assertThat(api.get(EDGE + "apis/named/deployments", "Accept", "application/xml")
                        .body())
                .contains("<Environment name=\"test\"><Name>test</Name><Revision name=\"1\"><Configuration>"
                        + "<BasePath>/named</BasePath>");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrTooDeep() {
        long before = api.revision();

        assertThat(post("apiproducts", "<ApiProduct><Name>" + "x".repeat(4 << 20) + "</Name></ApiProduct>")
                        .mustBe(413)
                        .body())
                .contains("<Error><Code>rest.interceptor.too_large</Code>");
        post("apiproducts", "<ApiProduct>" + "<a>".repeat(100) + "</a>".repeat(100) + "</ApiProduct>")
                .mustBe(400);
        assertThat(api.revision()).isEqualTo(before);
    }

    private static Answer post(String path, String xml) {
        return xml("POST", path, xml);
    }

    private static Answer xml(String method, String path, String xml) {
        String absolute = path.startsWith("/") ? path : EDGE + path;
        return api.send(method, absolute, xml, "Content-Type", "application/xml", "Accept", "application/xml");
    }
}
