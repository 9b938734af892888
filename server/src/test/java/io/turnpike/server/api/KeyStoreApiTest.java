package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.turnpike.model.KeyStore;
import io.turnpike.model.Named;
import io.turnpike.secret.Certificates;
import io.turnpike.storage.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Key stores of an environment, and the deployments that need them (extensions 2 and 3).
class KeyStoreApiTest {
    private static final String ALL = "environments/test/keystores";
    private static final String EDGE = "/edge/v1/organizations/default/" + ALL;
    private static final String DEPLOYMENT =
            "/edge/v1/organizations/default/environments/test/apis/weather/revisions/1/deployments";

    @TempDir
    private static Path folder;

    private static Certificates curve;
    private static Certificates rsa;

    private ApiServer api;

    @BeforeAll
    static void makeCertificates() throws Exception {
        curve = Certificates.of(folder, "dns:a.example");
        rsa = Certificates.of(folder, "dns:b.example", "RSA");
    }

    @BeforeEach
    void start(@TempDir Path data) {
        api = ApiServer.start(data);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("extensions 3: key stores are made, listed, changed and deleted; what they hold is never read back")
    void neverReadsBackWhatItHolds() throws Exception {
        var made = api.post(ALL, body("ours", curve)).mustBe(201);

        assertThat(made.json().propertyNames())
                .containsExactly("name", "subject", "issuer", "expiresAt", "fingerprint");
        assertThat(made.json().get("subject").asString()).isEqualTo("CN=target");
        assertThat(api.get(ALL + "/ours").json()).isEqualTo(made.json());
        assertThat(api.get(EDGE + "/ours").body()).doesNotContain("BEGIN", "certificate", "key\"");
        api.get(ALL).mustHold("[\"ours\"]");

        var changed = api.put(ALL + "/ours", body("ours", rsa)).mustBe(200);
        assertThat(changed.json().get("fingerprint")).isNotEqualTo(made.json().get("fingerprint"));
        assertThat(api.delete(ALL + "/ours").mustBe(200).json()).isEqualTo(changed.json());
        api.get(ALL).mustHold("[]");
    }

    @Test
    @DisplayName("ARCHITECTURE 4: the key lies sealed, for its certificate, and shows in no text")
    void sealsTheKey() {
        api.post(ALL, body("ours", curve)).mustBe(201);

        var stored = stored();

        assertThat(stored.content().open(api.vault).key()).isEqualTo(curve.key());
        assertThat(stored.content().open(api.vault).toString()).isEqualTo("CertifiedKey[a.example]");
        assertThat(stored.toString()).doesNotContain("BEGIN");
        assertThat(new String(requireNonNull(stored.content().key()).bytes(), ISO_8859_1))
                .doesNotContain("PRIVATE", curve.keyPem().lines().toList().get(1));
        assertThat(api.get("/x/v1/audits/organizations/default").mustBe(200).body())
                .doesNotContain("PRIVATE");
    }

    @Test
    @DisplayName("What is no certificate or not its key is refused, and not repeated; unknown members are refused")
    void refusesWhatDoesNotFit() {
        long revision = api.revision();
        refuse(body("a", "hello", curve.keyPem()), "certificate holds no certificate in PEM");
        refuse(
                body("a", curve.pem() + curve.keyPem(), curve.keyPem()),
                "certificate must be certificates in PEM, 64 KiB at most, and no private key");
        refuse(body("a", curve.pem(), curve.pem()), "key holds no private key in PEM");
        refuse(body("a", curve.pem(), rsa.keyPem()), "key holds no key of the certificate's kind, EC");
        refuse(
                body("a", curve.pem(), Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[64])),
                "key holds a key behind a passphrase; give one without");
        refuse(body("a", "", ""), "certificate holds no certificate in PEM");
        refuse(body("a b", curve), "name must be 1 to 255 letters, digits and . _ -");
        refuse("{\"name\":\"a\",\"pem\":\"\"}", "pem is not known here");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("extensions 2: a deployment whose key store is not there is refused; one in use cannot go")
    void keepsWhatDeploymentsNeed() {
        api.post("apis", """
                {"name":"weather","basePath":"/w","target":"https://a","tls":{"keyStore":"ours"}}""").mustBe(201);
        api.post("environments/prod/keystores", body("ours", curve)).mustBe(201);
        api.post(DEPLOYMENT, "")
                .mustRefuse(400, "rest.interceptor.wrong_state", "KeyStore ours is not in the environment test");

        api.post(ALL, body("ours", curve)).mustBe(201);
        api.post(DEPLOYMENT, "").mustBe(200);
        refuseDeletion();
        api.put(ALL + "/ours", body("ours", rsa)).mustBe(200);
        api.delete("environments/prod/keystores/ours").mustBe(200);

        api.delete(DEPLOYMENT).mustBe(200);
        api.delete(ALL + "/ours").mustBe(200);
    }

    @Test
    @DisplayName(
            "management-api 7: a target server that asks for a certificate names the key store; the proxy's own goes first")
    void takesTheKeyStoreOfTheTargetServer() {
        String asking = """
                {"name":"backend","host":"a","port":443,
                 "sSLInfo":{"enabled":true,"clientAuthEnabled":true,"keyStore":"ref://%s","keyAlias":"k"}}""";
        api.post("environments/test/targetservers", asking.formatted("ours")).mustBe(201);
        api.post("apis", """
                {"name":"weather","basePath":"/w","targets":[{"server":"backend"}]}""").mustBe(201);
        api.post(DEPLOYMENT, "")
                .mustRefuse(400, "rest.interceptor.wrong_state", "KeyStore ours is not in the environment test");

        api.post(ALL, body("ours", curve)).mustBe(201);
        api.post(DEPLOYMENT, "").mustBe(200);
        refuseDeletion();
        api.put("/edge/v1/organizations/default/environments/test/targetservers/backend", asking.formatted("theirs"))
                .mustRefuse(
                        400,
                        "rest.interceptor.wrong_state",
                        "TargetServer backend is used by the deployed proxy weather, and the key store theirs is not in"
                                + " the environment test");
        api.put("environments/test/targetservers/backend", "{\"host\":\"a\",\"port\":443}")
                .mustBe(200);
        api.delete(ALL + "/ours").mustBe(200);
    }

    private void refuseDeletion() {
        api.delete(EDGE + "/ours")
                .mustRefuse(
                        400,
                        "messaging.config.beans.KeyStoreStillReferenced",
                        "Cannot delete KeyStore [ours] used in deployment of revision 1 of weather");
    }

    private void refuse(String body, String message) {
        api.post(EDGE, body).mustRefuse(400, "messaging.config.beans.InvalidKeyStore", message);
    }

    private Named<KeyStore> stored() {
        Function<Work, List<Named<KeyStore>>> first = work -> work.keyStores()
                .list(work.environments()
                        .require(work.organizations().require("default").id(), "test")
                        .id());
        List<Named<KeyStore>> all = api.storage().read(first);
        assertThatList(all).hasSize(1);
        return all.getFirst();
    }

    static String body(String name, Certificates certificates) {
        return body(name, certificates.pem(), certificates.keyPem());
    }

    private static String body(String name, String certificate, String key) {
        return "{\"name\":\"%s\",\"certificate\":\"%s\",\"key\":\"%s\"}"
                .formatted(name, certificate.replace("\n", "\\n"), key.replace("\n", "\\n"));
    }
}
