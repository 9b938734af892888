package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bundles that are put together file by file, as apigeetool does it.
class BundlePartApiTest {
    private static final String EDGE = "/v1/o/default/";
    private static final String REVISION = EDGE + "apis/weather/revisions/1";
    private static final String DEPLOYMENT = EDGE + "e/test/apis/weather/revisions/1/deployments";
    private static final String KEY = "<VerifyAPIKey name='Key'><APIKey ref='request.header.x-key'/></VerifyAPIKey>";
    private static final String TARGET =
            "<TargetEndpoint name='default'><HTTPTargetConnection><URL>http://127.0.0.1:9000</URL></HTTPTargetConnection></TargetEndpoint>";
    private static final String PROXY = """
            <ProxyEndpoint name='default'><PreFlow><Request><Step><Name>Key</Name></Step></Request></PreFlow>
            <HTTPProxyConnection><BasePath>/weather</BasePath></HTTPProxyConnection>
            <RouteRule name='r'><TargetEndpoint>default</TargetEndpoint></RouteRule></ProxyEndpoint>""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        upload("POST", EDGE + "apis?action=import&validate=false&name=weather", zip())
                .mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("21, apigeetool: a descriptor alone is imported, its files follow, and then it is deployed")
    void putsABundleTogether() {
        assertThat(api.get(REVISION + "/report").json().at("/problems/0/code").asString())
                .isEqualTo("NoProxyEndpoint");
        api.post(DEPLOYMENT, "")
                .mustRefuse(
                        400,
                        "rest.interceptor.wrong_state",
                        "Request deployment is refused: the revision has no proxy endpoint");

        upload("POST", REVISION + "/resources?type=jsc&name=a.js", "var a;")
                .mustBe(201)
                .mustHold("{\"name\":\"jsc/a.js\",\"type\":\"jsc\"}");
        upload("POST", REVISION + "/policies", KEY)
                .mustBe(201)
                .mustHold("{\"enabled\":true,\"name\":\"Key\",\"policyType\":\"VerifyAPIKey\"}");
        upload("POST", REVISION + "/targets?name=default", TARGET).mustBe(201).mustHold("""
                {"connection":{"connectionType":"httpConnection","uRL":"http://127.0.0.1:9000"},"name":"default",
                 "type":"Target"}""");
        upload("POST", REVISION + "/proxies?name=default", PROXY).mustBe(201).mustHold("""
                {"connection":{"basePath":"/weather","connectionType":"httpConnection"},"name":"default",
                 "type":"Proxy"}""");

        var revision = api.get(REVISION);
        assertThat(revision.text("/turnpike/credentials/mode")).isEqualTo("key");
        assertThat(revision.json().get("basepaths")).isEqualTo(json("[\"/weather\"]"));
        api.post(DEPLOYMENT, "").mustBe(200);
        upload("POST", REVISION + "/policies", "<Quota name='Limit'/>")
                .mustRefuse(409, "distribution.RevisionDeployed", "Revision 1 is deployed, and cannot be changed");
    }

    @Test
    @DisplayName("21: the parts of a revision are listed and read; XML is the very file")
    void showsParts() {
        complete();

        api.get(REVISION + "/proxies").mustHold("[\"default\"]");
        api.get(REVISION + "/targets").mustHold("[\"default\"]");
        api.get(REVISION + "/policies").mustHold("[\"Key\"]");
        api.get(REVISION + "/resources").mustHold("[\"jsc://a.js\"]");
        assertThat(api.get(REVISION + "/proxies/default").text("/connection/basePath"))
                .isEqualTo("/weather");
        assertThat(api.get(REVISION + "/policies/Key", "Accept", "application/xml")
                        .body())
                .isEqualTo(KEY);
        assertThat(new String(api.download(REVISION + "/resources/jsc/a.js"), UTF_8))
                .isEqualTo("var a;");
        upload("POST", REVISION + "/policies", "<Quota name='A b'/>").mustBe(201);
        assertThat(api.get(REVISION + "/policies/A+b").text("/policyType")).isEqualTo("Quota");
        api.get(REVISION + "/policies/None")
                .mustRefuse(404, "messaging.config.beans.PolicyDoesNotExist", "Policy None does not exist");
        api.get("apis/weather/revisions/1/targets/none")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.TargetEndpointDoesNotExist",
                        "TargetEndpoint none does not exist");
        api.get(REVISION.replace("/1", "/2") + "/proxies").mustBe(404);
    }

    @Test
    void showsThePartsOfARevisionThatIsNoBundleAndRefusesMore() {
        api.post("apis", "{\"name\":\"plain\",\"basePath\":\"/p\",\"target\":\"http://127.0.0.1:9000\"}");

        api.get("apis/plain/revisions/1/proxies").mustHold("[\"default\"]");
        assertThat(api.get("apis/plain/revisions/1/targets/default").text("/connection/uRL"))
                .isEqualTo("http://127.0.0.1:9000");
        upload("POST", EDGE + "apis/plain/revisions/1/policies", KEY)
                .mustRefuse(
                        400,
                        "rest.interceptor.wrong_state",
                        "Request change is refused: the revision was made without a bundle");
    }

    @Test
    @DisplayName("1.9: a second file of the name is 409; PUT replaces, DELETE takes out, and all is translated again")
    void changesParts() {
        complete();

        upload("POST", REVISION + "/policies", KEY)
                .mustRefuse(409, "messaging.config.beans.PolicyAlreadyExists", "Policy Key already exists");
        upload("PUT", REVISION + "/policies/Key", KEY.replace("x-key", "x-other"))
                .mustBe(200);
        assertThat(api.get(REVISION).text("/turnpike/credentials/header")).isEqualTo("x-other");
        upload("PUT", REVISION + "/policies/Key", KEY.replace("'Key'", "'Other'"))
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
        api.delete(REVISION + "/policies/Key")
                .mustRefuse(
                        400,
                        "messaging.config.beans.ImportFailed",
                        "bundle contains errors: apiproxy/proxies/default.xml names the policy Key in its PreFlow"
                                + " request, which is not there");
        assertThat(api.delete(REVISION + "/resources/jsc/a.js").mustBe(200).text("/name"))
                .isEqualTo("jsc/a.js");
        api.get(REVISION + "/resources").mustHold("[]");
        api.delete(REVISION + "/resources/jsc/a.js").mustBe(404);
    }

    @Test
    @DisplayName("several uploads at once: none is lost, also not what lies outside of the bundle's folder")
    void losesNoUpload() throws Exception {
        List<Callable<Answer>> uploads = IntStream.range(0, 40)
                .<Callable<Answer>>mapToObj(number ->
                        () -> upload("POST", REVISION + "/policies", "<Javascript name='JS%02d'/>".formatted(number)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(uploads)) {
                answer.get().mustBe(201);
            }
        }

        assertThat(api.get(REVISION + "/policies").json().size()).isEqualTo(40);
        var files = unpacked(api.download(REVISION + "?format=bundle"));
        assertThat(files).hasSize(42).containsEntry("README.md", "outside");
    }

    @Test
    @DisplayName("PX5: a bundle that was imported as open stays open while files follow")
    void keepsWhatWasOpen() {
        upload("POST", EDGE + "apis?action=import&name=free&open=true", zip()).mustBe(201);
        upload("POST", EDGE + "apis/free/revisions/1/targets?name=default", TARGET)
                .mustBe(201);

        assertThat(api.get("apis/free/revisions/1").text("/turnpike/credentials/mode"))
                .isEqualTo("open");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "policies | <!DOCTYPE a [<!ENTITY b 'c'>]><Quota name='Q'>&b;</Quota> | ImportFailed | bundle contains errors: apiproxy/policies/.xml must not declare a document type or use entities of its own",
                "policies | <Quota/> | InvalidPolicy | name must be given",
                "policies | <Quota name='../../x'/> | ImportFailed | bundle contains errors: apiproxy/policies/../../x.xml must be a relative name without .. and control characters",
                "targets?name=../x | <TargetEndpoint/> | ImportFailed | bundle contains errors: apiproxy/targets/../x.xml must be a relative name without .. and control characters",
                "targets?name=a | <ProxyEndpoint/> | ImportFailed | bundle contains errors: apiproxy/targets/a.xml must be the element <TargetEndpoint>",
                "proxies?name=a | <ProxyEndpoint/> | ImportFailed | bundle contains errors: apiproxy/proxies/a.xml must have a BasePath in its HTTPProxyConnection",
                "resources?type=..&name=a | x | ImportFailed | bundle contains errors: apiproxy/resources/../a must be a relative name without .. and control characters",
                "resources?name=a | x | InvalidResourceFile | type must be the name of a folder",
                "resources?type=/etc&name=a | x | InvalidResourceFile | type must be the name of a folder",
                "resources?type=jsc&name=/a | x | InvalidResourceFile | name must be that of a file",
            })
    @DisplayName("bad files change nothing")
    void refusesBadFiles(String place, String content, String code, String message) {
        long revision = api.revision();

        upload("POST", REVISION + "/" + place, content).mustRefuse(400, "messaging.config.beans." + code, message);
        upload("POST", REVISION + "/policies", "").mustBe(400);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("a bomb is refused whatever way its parts take")
    void refusesBombs() {
        long revision = api.revision();

        upload("POST", REVISION + "/resources?type=jsc&name=z.js", new byte[2 * 1024 * 1024])
                .mustRefuse(
                        400,
                        "messaging.config.beans.ImportFailed",
                        "bundle contains errors: the bundle must not unpack to more than 1048576 bytes");
        upload("POST", REVISION + "/resources?type=jsc&name=z.js", new byte[10 * 1024 * 1024 + 1])
                .mustBe(413);
        assertThat(api.revision()).isEqualTo(revision);
    }

    private void complete() {
        upload("POST", REVISION + "/resources?type=jsc&name=a.js", "var a;").mustBe(201);
        upload("POST", REVISION + "/policies", KEY).mustBe(201);
        upload("POST", REVISION + "/targets?name=default", TARGET).mustBe(201);
        upload("POST", REVISION + "/proxies?name=default", PROXY).mustBe(201);
    }

    private Answer upload(String method, String path, String content) {
        return upload(method, path, content.getBytes(UTF_8));
    }

    private Answer upload(String method, String path, byte[] content) {
        return api.send(method, path, content, "Content-Type", "application/octet-stream");
    }

    /// The descriptor alone, and a file that is no part of the bundle.
    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("README.md"));
            zip.write("outside".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("apiproxy/weather.xml"));
            zip.write("<APIProxy name='weather'/>".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> unpacked(byte[] zip) throws IOException {
        var files = new TreeMap<String, String>();
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), new String(stream.readAllBytes(), UTF_8));
            }
        }
        return files;
    }
}
