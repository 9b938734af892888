package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Zip bundles of proxies, imported and given back.
class BundleApiTest {
    private static final String EDGE = "/edge/v1/organizations/default/";
    private static final String OCTETS = "application/octet-stream";
    private static final String IMPORT = "apis?action=import&name=weather";
    private static final String REVISION = "apis/weather/revisions/1";
    private static final String DEPLOYMENT = "environments/test/apis/weather/revisions/1/deployments";

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
    @DisplayName("management-api 6, PX5: a raw zip makes the proxy; what it holds stands in Apigee's fields")
    void importsARawZip() {
        var imported = upload(IMPORT, zip());

        imported.mustBe(201).mustHold("""
                {"name":"weather","revision":"1","description":"Forecasts","basepaths":["/v1/weather"],
                 "type":"Application","contextInfo":"Revision 1 of application weather, in organization default",
                 "configurationVersion":{"majorVersion":4,"minorVersion":0},
                 "proxies":["default"],"proxyEndpoints":["default"],"targets":["default"],
                 "targetEndpoints":["default"],"policies":["Key","Limit","Script"],"resources":["jsc://a.js"],
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "turnpike":{"description":"Forecasts","basePaths":["/v1/weather"],
                  "targets":[{"url":"http://127.0.0.1:9000/base"}],
                  "credentials":{"mode":"key","header":"x-key","query":"apikey","forward":false},
                  "enforceQuota":true,"quota":{"limit":"20","interval":"1","timeUnit":"minute"},
                  "timeouts":{"connect":"3s","firstByte":"30s","idle":"5m"},
                  "preserveHost":false,"contextHeaders":false}}""");
        assertThat(api.get(REVISION).json()).isEqualTo(imported.json());
        api.post(DEPLOYMENT, "").mustBe(200);
    }

    @Test
    @DisplayName("1.3: a form with a file makes the next revision of a known proxy")
    void importsAForm() {
        upload(IMPORT, zip());
        var form = new ByteArrayOutputStream();
        form.writeBytes("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.zip\"\r\n\r\n"
                .getBytes(ISO_8859_1));
        form.writeBytes(zip());
        form.writeBytes("\r\n--xyz--\r\n".getBytes(ISO_8859_1));

        var imported = api.send(
                "POST",
                EDGE + IMPORT + "&validate=true",
                form.toByteArray(),
                "Content-Type",
                "multipart/form-data; boundary=xyz");

        assertThat(imported.mustBe(201).text("/revision")).isEqualTo("2");
        assertThat(imported.json().get("targetServers")).isEqualTo(json("[]"));
        assertThat(api.get("apis/weather/revisions").json()).isEqualTo(json("[\"1\",\"2\"]"));
    }

    @Test
    void takesTheNameOfTheBundleWhereNoneIsGiven() {
        assertThat(upload("apis?action=import", zip()).mustBe(201).text("/name"))
                .isEqualTo("forecasts");
        assertThat(upload("apis?action=import&name=a%2Fb", zip()).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("extensions 9: the report tells what has no effect here")
    void reportsWhatHasNoEffect() {
        upload(IMPORT, zip());

        api.get(REVISION + "/report").mustBe(200).mustHold("""
                {"counts":{"basePaths":1,"proxyEndpoints":1,"targetEndpoints":1,"policies":3,"applied":2,"problems":1},
                 "problems":[{"file":"apiproxy/policies/Script.xml","code":"PolicyWithoutEffect",
                  "message":"Javascript Script has no effect here. It is attached to: PreFlow request of apiproxy/proxies/default.xml"}]}""");
        api.get("apis/weather/revisions/9/report").mustBe(404);
    }

    @Test
    @DisplayName("PX5: a bundle that checks nothing is closed, or open as the import says")
    void opensWhatChecksNothing() {
        var files = files();
        files.put("apiproxy/proxies/default.xml", proxy(""));

        assertThat(upload(IMPORT, zip(files)).text("/turnpike/credentials/mode"))
                .isEqualTo("key-or-token");
        assertThat(upload(IMPORT + "&open=true", zip(files)).text("/turnpike/credentials/mode"))
                .isEqualTo("open");
    }

    @Test
    @DisplayName("management-api 6: action=validate checks, and makes nothing")
    void validatesWithoutMakingAnything() {
        long revision = api.revision();

        var valid = upload("apis?action=validate&name=weather", zip());

        assertThat(valid.mustBe(200).json().get("policies")).isEqualTo(json("[\"Key\",\"Limit\",\"Script\"]"));
        assertThat(valid.json().has("revision")).isFalse();
        assertThat(api.revision()).isEqualTo(revision);
        assertThat(upload("apis?action=validate&name=weather", new byte[] {1}).status())
                .isEqualTo(400);
        upload("apis?action=explode&name=weather", zip()).mustBe(400);
    }

    @Test
    @DisplayName("management-api 6: format=bundle gives back the very zip; without one, a bundle of the settings")
    void givesBundlesBack() {
        byte[] zip = zip();
        upload(IMPORT, zip);
        assertThat(api.download(REVISION + "?format=bundle")).isEqualTo(zip);
        assertThat(api.get(REVISION + "?format=bundle").header("Content-Type")).isEqualTo("application/zip");

        api.put(REVISION, "{\"basePath\":\"/v2\",\"target\":\"http://127.0.0.1:9000\"}")
                .mustBe(200);

        byte[] made = api.download(REVISION + "?format=bundle");
        assertThat(made).isNotEqualTo(zip);
        assertThat(upload("apis?action=import&name=other", made).mustBe(201).text("/basepaths/0"))
                .isEqualTo("/v2");
        assertThat(api.get(REVISION + "/report").json().get("problems")).isEqualTo(json("[]"));
    }

    @Test
    @DisplayName("management-api 6: a zip takes the place of a revision that is deployed nowhere")
    void replacesARevision() {
        api.post("apis", "{\"name\":\"weather\",\"basePath\":\"/old\",\"target\":\"http://127.0.0.1:9000\"}");

        assertThat(upload(REVISION, zip()).mustBe(200).text("/basepaths/0")).isEqualTo("/v1/weather");
        api.post(DEPLOYMENT, "");
        upload(EDGE + REVISION, zip())
                .mustRefuse(409, "distribution.RevisionDeployed", "Revision 1 is deployed, and cannot be changed");
        upload("apis/weather/revisions/9", zip()).mustBe(404);
    }

    @Test
    @DisplayName("a target that is only known when a call arrives: stored, told, and not deployed")
    void refusesToDeployATargetThatIsNotResolved() {
        var files = files();
        files.put("apiproxy/targets/default.xml", target("http://{somewhere}"));
        upload(IMPORT, zip(files)).mustBe(201);
        long revision = api.revision();

        assertThat(api.get(REVISION).json().at("/turnpike/targets"))
                .isEqualTo(json("[{\"unresolved\":\"http://{somewhere}\"}]"));
        api.post(EDGE + DEPLOYMENT, "").mustBe(400);
        api.put(REVISION, api.get(REVISION).json().get("turnpike").toString()).mustBe(400);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "../evil.xml | x | ../evil.xml | must be a relative name without .. and control characters",
                "apiproxy/policies/Q.xml | <!DOCTYPE a [<!ENTITY b 'c'>]><Quota>&b;</Quota> | apiproxy/policies/Q.xml | must not declare a document type or use entities of its own",
                "apiproxy/proxies/default.xml | <ProxyEndpoint/> | apiproxy/proxies/default.xml | must have a BasePath in its HTTPProxyConnection",
            })
    @DisplayName("management-api 2.1: the error of a bad bundle in both dialects; nothing is changed")
    void refusesBadBundles(String name, String content, String file, String description) {
        var files = files();
        files.put(name, content);
        byte[] zip = zip(files);
        long revision = api.revision();

        var inX = upload(IMPORT, zip);
        var inEdge = upload(EDGE + IMPORT, zip);

        assertThat(inX.mustBe(400).jsonWithoutIds()).isEqualTo(json("""
                {"error":{"code":400,"message":"bundle contains errors","status":"INVALID_ARGUMENT","details":[
                  {"@type":"type.googleapis.com/edge.configstore.bundle.BadBundle","violations":[
                    {"filename":"%s","description":"%s"}]},
                  {"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"<id>"}]}}
                """.formatted(file, description)));
        inEdge.mustRefuse(
                400,
                "messaging.config.beans.ImportFailed",
                "bundle contains errors: %s %s".formatted(file, description));
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    void refusesBasePathsAndKeysThatCannotBe() {
        var reserved = files();
        reserved.put("apiproxy/proxies/default.xml", proxy("").replace("/v1/weather", "/.turnpike/x"));
        var climbing = files();
        climbing.put("apiproxy/proxies/default.xml", proxy("").replace("/v1/weather", "/a/../b"));
        var host = files();
        host.put(
                "apiproxy/policies/Key.xml",
                "<VerifyAPIKey name='Key'><APIKey ref='request.header.host'/></VerifyAPIKey>");

        upload(EDGE + IMPORT, zip(reserved))
                .mustRefuse(
                        400,
                        "messaging.config.beans.InvalidApiProxy",
                        "basePath must not lie under the reserved /.turnpike");
        upload(EDGE + IMPORT, zip(climbing))
                .mustRefuse(400, "messaging.config.beans.InvalidApiProxy", "basePath must hold no segment . or ..");
        upload(EDGE + IMPORT, zip(host))
                .mustRefuse(
                        400,
                        "messaging.config.beans.InvalidApiProxy",
                        "credentials.header must not be a field that the gateway itself uses");
        assertThat(api.get("apis/weather").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("issue: bundles over 32 MiB are refused before they are read")
    void refusesLargeBundlesEarly() throws IOException {
        long revision = api.revision();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write("""
                    POST /v1/organizations/default/apis?action=import&name=p HTTP/1.1\r
                    Host: h\r
                    Authorization: Bearer %s\r
                    Content-Type: application/octet-stream\r
                    Content-Length: 33554433\r
                    \r
                    """.formatted(ApiServer.ADMIN_TOKEN).getBytes(ISO_8859_1));

            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 413");
        }
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("ruling 10: a revision has the tag of its proxy; whatever changes either raises it")
    void tagsProxiesAndRevisions() {
        assertThat(upload(IMPORT, zip()).header("ETag")).isEqualTo("\"1\"");
        assertThat(upload(REVISION, zip()).header("ETag")).isEqualTo("\"2\"");
        assertThat(api.get(REVISION).header("ETag")).isEqualTo("\"2\"");
        assertThat(upload(IMPORT, zip()).header("ETag")).isEqualTo("\"3\"");
        api.delete("apis/weather/revisions/2", "If-Match", "\"3\"").mustBe(200);
        assertThat(api.get("apis/weather").header("ETag")).isEqualTo("\"4\"");
        api.delete(EDGE + "apis/weather", "If-Match", "\"3\"")
                .mustRefuse(
                        412, "rest.interceptor.changed_meanwhile", "ApiProxy weather was changed since it was read");
    }

    @Test
    @DisplayName("1.3: a body of a type that is no zip's is 415")
    void refusesOtherTypes() {
        long revision = api.revision();

        api.send("POST", EDGE + IMPORT, zip(), "Content-Type", "text/plain; charset=utf-8")
                .mustRefuse(
                        415,
                        "rest.interceptor.unsupported_media_type",
                        "The body must be a zip, raw or as a file of a form, not text/plain; charset=utf-8");
        assertThat(api.revision()).isEqualTo(revision);
        for (String type :
                List.of("application/zip", "application/x-zip-compressed", "application/x-www-form-urlencoded")) {
            api.send("POST", EDGE + IMPORT, zip(), "Content-Type", type).mustBe(201);
        }
        api.send("POST", EDGE + IMPORT, zip()).mustBe(201);
    }

    @Test
    @DisplayName("management-api 6: labels of a proxy are replaced as a whole")
    void labelsAProxy() {
        upload(IMPORT, zip());

        var labelled = api.send("PATCH", "apis/weather?updateMask=labels", "{\"labels\":{\"team\":\"sky\"}}");

        assertThat(labelled.mustBe(200).json().get("labels")).isEqualTo(json("{\"team\":\"sky\"}"));
        assertThat(api.get("apis/weather").json()).isEqualTo(labelled.json());
        assertThat(api.get("apis/weather").text("/latestRevisionId")).isEqualTo("1");
        assertThat(api.send("PATCH", "apis/weather", "{}").json().has("labels")).isFalse();
        api.send("PATCH", EDGE + "apis/weather", "{\"labels\":{\"Team\":\"sky\"}}")
                .mustRefuse(
                        400,
                        "messaging.config.beans.InvalidApiProxy",
                        "labels must be at most 64 names and values of lower-case letters, digits, _ and -, each up"
                                + " to 63 long");
        api.send("PATCH", "apis/weather?updateMask=name", "{\"labels\":{}}").mustBe(400);
    }

    private Answer upload(String path, byte[] zip) {
        return api.send("POST", path, zip, "Content-Type", OCTETS);
    }

    private static byte[] zip() {
        return zip(files());
    }

    private static Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put(
                "apiproxy/forecasts.xml", "<APIProxy name='forecasts'><Description>Forecasts</Description></APIProxy>");
        files.put("apiproxy/proxies/default.xml", proxy("Key", "Limit", "Script"));
        files.put("apiproxy/targets/default.xml", target("http://127.0.0.1:9000/base"));
        files.put(
                "apiproxy/policies/Key.xml",
                "<VerifyAPIKey name='Key'><APIKey ref='request.header.x-key'/></VerifyAPIKey>");
        files.put(
                "apiproxy/policies/Limit.xml",
                "<Quota name='Limit'><Allow count='20'/><Interval>1</Interval><TimeUnit>minute</TimeUnit></Quota>");
        files.put("apiproxy/policies/Script.xml", "<Javascript name='Script'/>");
        files.put("apiproxy/resources/jsc/a.js", "context.setVariable('a', 1);");
        return files;
    }

    private static String proxy(String... policies) {
        var steps = new StringBuilder();
        for (String policy : policies) {
            if (!policy.isEmpty()) {
                steps.append("<Step><Name>").append(policy).append("</Name></Step>");
            }
        }
        return """
                <ProxyEndpoint name="default"><PreFlow><Request>%s</Request></PreFlow>
                <HTTPProxyConnection><BasePath>/v1/weather</BasePath></HTTPProxyConnection>
                <RouteRule name="r"><TargetEndpoint>default</TargetEndpoint></RouteRule></ProxyEndpoint>
                """.formatted(steps);
    }

    private static String target(String url) {
        return "<TargetEndpoint name='default'><HTTPTargetConnection><URL>%s</URL></HTTPTargetConnection></TargetEndpoint>"
                .formatted(url);
    }

    private static byte[] zip(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
