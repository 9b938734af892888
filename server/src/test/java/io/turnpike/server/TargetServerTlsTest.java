package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.turnpike.http.Json;
import io.turnpike.secret.Certificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `sSLInfo` of a target server says of its certificate, through a node and to a server that speaks TLS
/// (management-api 7).
class TargetServerTlsTest {
    private static final String DEPLOYMENT = "/environments/test/apis/%s/revisions/1/deployments";
    private static final String SERVERS = "/environments/test/targetservers";
    private static final String KEY_STORES = "/environments/test/keystores";
    private static final String NOT_CALLED = "503 ";

    @TempDir
    private static Path made;

    /// For another host than the one that is called: its common name is `target`.
    private static Certificates target;

    private static Certificates stranger;

    private static HttpsServer server;
    private static ManagedNode node;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        target = Certificates.of(made, "dns:api.backend.example,dns:localhost");
        stranger = Certificates.of(made, "dns:stranger.example");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(target.context()));
        server.createContext("/", exchange -> {
            byte[] answer =
                    ((HttpsExchange) exchange).getSSLSession().getProtocol().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        node = ManagedNode.start(folder);
        keep("roots", target.pem());
        keep("others", stranger.pem());
        proxy("weather", "backend");
        node.manage(201, "POST", SERVERS, server("backend", "localhost", "\"trustStore\":\"roots\""));
        node.manage(200, "POST", DEPLOYMENT.formatted("weather"), "");
    }

    @AfterAll
    static void stop() {
        node.close();
        server.stop(0);
    }

    @ParameterizedTest(name = "{1} of {0}: called {2}")
    @DisplayName(
            "trustStore and commonName: the roots of the key store alone, and the name that is expected in place of the host's")
    @CsvSource(quoteCharacter = '`', textBlock = """
            localhost, "trustStore":"ref://roots",  true
            localhost, "trustStore":"roots",        true
            localhost, "trustStore":"ref://others", false
            localhost, "ignoreValidationErrors":"false", false
            localhost, "trustStore":"ref://others"~"ignoreValidationErrors":"true", true
            127.0.0.1, "trustStore":"roots", false
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"api.backend.example"}, true
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"API.Backend.Example"}, true
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"target"}, true
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":""}, false
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"backend.example"}, false
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"*.backend.example"}, false
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"*.backend.example"~"wildcardMatch":"true"}, true
            127.0.0.1, "trustStore":"roots"~"commonName":{"value":"*.example"~"wildcardMatch":"true"}, false
            localhost, "trustStore":"roots"~"commonName":{"value":"other.example"}, false
            127.0.0.1, "trustStore":"others"~"commonName":{"value":"target"}, false
            127.0.0.1, "commonName":{"value":"target"}, false
            """)
    void callsThoseThatAreTrustedByTheirName(String host, String info, boolean isCalled) throws Exception {
        change(host, info.replace('~', ','));

        assertThat(node.call("/weather")).startsWith(isCalled ? "200 " : NOT_CALLED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("protocols and ciphers: those that are known here, or the usual ones where none of them is")
    @CsvSource(quoteCharacter = '`', textBlock = """
            "protocols":["TLSv1.2"], TLSv1.2
            "protocols":["TLSv1.3"], TLSv1.3
            "protocols":["TLSv1.1"~"TLSv1.2"], TLSv1.2
            "protocols":["SSLv3"], TLSv1.3
            "protocols":["TLSv1.2"]~"ciphers":["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"], TLSv1.2
            "ciphers":["NO_SUCH_CIPHER"], TLSv1.3
            """)
    void speaksWhatIsAskedFor(String info, String protocol) throws Exception {
        change("localhost", "\"trustStore\":\"roots\"," + info.replace('~', ','));

        assertThat(node.call("/weather")).isEqualTo("200 " + protocol);
    }

    @Test
    @DisplayName("A cipher that the target does not have is no common ground")
    void speaksNoOtherCipher() throws Exception {
        change(
                "localhost",
                "\"trustStore\":\"roots\",\"protocols\":[\"TLSv1.2\"],\"ciphers\":[\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"]");

        assertThat(node.call("/weather")).startsWith(NOT_CALLED);
    }

    @Test
    @DisplayName("Another trust store, or another content of it, counts from the next call on")
    void changesTrustAtOnce() throws Exception {
        keep("changing", stranger.pem());
        change("localhost", "\"trustStore\":\"roots\"");
        assertThat(node.call("/weather")).startsWith("200 ");

        change("localhost", "\"trustStore\":\"changing\"");
        assertThat(node.call("/weather")).startsWith(NOT_CALLED);

        node.manage(200, "PUT", KEY_STORES + "/changing", keyStore("changing", stranger.pem() + target.pem(), ""));
        assertThat(node.call("/weather")).startsWith("200 ");
    }

    @Test
    @DisplayName("A deployment whose trust store is not there is refused, and so is the deletion of one in use")
    void keepsTheTrustOfDeployments() throws Exception {
        proxy("trusting", "trusted");
        node.manage(201, "POST", SERVERS, server("trusted", "localhost", "\"trustStore\":\"ref://needed\""));
        assertThat(node.manage(400, "POST", DEPLOYMENT.formatted("trusting"), ""))
                .contains("KeyStore needed is not in the environment test");

        keep("needed", target.pem());
        node.manage(200, "POST", DEPLOYMENT.formatted("trusting"), "");
        assertThat(node.call("/trusting")).startsWith("200 ");
        assertThat(node.manage(400, "DELETE", KEY_STORES + "/needed", ""))
                .contains("Cannot delete KeyStore [needed] used in deployment of revision 1 of trusting");
        String gone = server("trusted", "localhost", "\"trustStore\":\"gone\"");
        assertThat(node.manage(400, "PUT", SERVERS + "/trusted", gone))
                .contains("is used by the deployed proxy trusting, and the key store gone is not in the environment");
        assertThat(node.call("/trusting")).startsWith("200 ");
    }

    @Test
    @DisplayName("Certificates without a key can be trusted, and not shown")
    void showsNothingWithoutAKey() throws Exception {
        String info = "\"trustStore\":\"roots\",\"clientAuthEnabled\":true,\"keyStore\":\"%s\"";
        proxy("showing", "asking");
        node.manage(201, "POST", SERVERS, server("asking", "localhost", info.formatted("roots")));
        assertThat(node.manage(400, "POST", DEPLOYMENT.formatted("showing"), ""))
                .contains("KeyStore roots holds no key: its certificate cannot be shown to a target");

        node.manage(201, "POST", KEY_STORES, keyStore("shown", stranger.pem(), stranger.keyPem()));
        node.manage(200, "PUT", SERVERS + "/asking", server("asking", "localhost", info.formatted("shown")));
        node.manage(200, "POST", DEPLOYMENT.formatted("showing"), "");
        assertThat(node.call("/showing")).startsWith("200 ");
        assertThat(node.manage(400, "PUT", SERVERS + "/asking", server("asking", "localhost", info.formatted("roots"))))
                .contains("is used by the deployed proxy showing, and the key store roots holds no key");
        assertThat(node.manage(400, "PUT", KEY_STORES + "/shown", keyStore("shown", stranger.pem(), "")))
                .contains("is shown to a target of the deployed proxy showing, and needs its key");
    }

    private static void proxy(String name, String server) throws Exception {
        node.manage(201, "POST", "/apis", """
                {"name":"%1$s","basePath":"/%1$s","targets":[{"server":"%2$s"}],"credentials":{"mode":"open"}}""".formatted(name, server));
    }

    /// From now on the server of `weather` is this.
    private static void change(String host, String info) throws Exception {
        node.manage(200, "PUT", SERVERS + "/backend", server("backend", host, info));
    }

    private static String server(String name, String host, String info) {
        return """
                {"name":"%s","host":"%s","port":%d,"sSLInfo":{"enabled":true,%s}}""".formatted(name, host, server.getAddress().getPort(), info);
    }

    /// Makes a key store of certificates alone.
    private static void keep(String name, String certificates) throws Exception {
        node.manage(201, "POST", KEY_STORES, keyStore(name, certificates, ""));
    }

    private static String keyStore(String name, String certificates, String key) {
        Map<String, String> members = new HashMap<>(Map.of("name", name, "certificate", certificates));
        if (!key.isEmpty()) {
            members.put("key", key);
        }
        return new String(Json.write(members), UTF_8);
    }
}
