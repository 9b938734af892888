package io.turnpike.management.bundle;

import static io.turnpike.management.bundle.BundleFiles.bundle;
import static io.turnpike.management.bundle.BundleFiles.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.BundleFacts.Finding;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// VerifyAPIKey and OAuthV2 VerifyAccessToken (PX5).
class CredentialRuleTest {
    private static final String KEY = "<VerifyAPIKey name='K'><APIKey ref='%s'/></VerifyAPIKey>";
    private static final String TOKEN = "<OAuthV2 name='T'><Operation>VerifyAccessToken</Operation>%s</OAuthV2>";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "request.header.X-Key, x-key, apikey, ''",
        "request.queryparam.k, x-api-key, k, ''",
        "request.formparam.k, x-api-key, apikey, KeyPlaceUnknown",
        "'', x-api-key, apikey, KeyPlaceUnknown",
    })
    @DisplayName("PX5: VerifyAPIKey gives the mode key, and says where the key stands")
    void findsKeys(String ref, String header, String query, String code) {
        var imported = bundle().policy("K", KEY.formatted(ref)).imported();

        assertThat(imported.settings().credentials()).isEqualTo(new CredentialPlaces(Mode.KEY, header, query, false));
        assertThat(String.join(",", codes(imported))).isEqualTo(code);
    }

    @Test
    @DisplayName("PX5: VerifyAccessToken gives the mode token, both give key-or-token")
    void findsTokens() {
        var token = bundle().policy("T", TOKEN.formatted("")).imported();
        var both = bundle().policy("K", KEY.formatted("request.header.k"))
                .policy("T", TOKEN.formatted(""))
                .imported();

        assertThat(token.settings().credentials().mode()).isEqualTo(Mode.TOKEN);
        assertThat(both.settings().credentials().mode()).isEqualTo(Mode.KEY_OR_TOKEN);
        assertThat(codes(token)).isEmpty();
        assertThat(codes(both)).isEmpty();
    }

    @Test
    void tellsOfTokensThatStandElsewhereAndOfScopes() {
        var imported = bundle().policy(
                        "T", TOKEN.formatted("<AccessToken>request.header.token</AccessToken><Scope>READ</Scope>"))
                .imported();

        assertThat(codes(imported)).containsExactly("DetailWithoutEffect", "TokenPlaceUnknown");
    }

    @Test
    @DisplayName("PX5: neither is closed and told, unless the import says open")
    void closesWhatChecksNothing() {
        byte[] zip = bundle().zip();

        var closed = ImportedBundle.of(zip, false);
        var open = ImportedBundle.of(zip, true);

        assertThat(closed.settings().credentials().mode()).isEqualTo(Mode.KEY_OR_TOKEN);
        assertThat(open.settings().credentials().mode()).isEqualTo(Mode.OPEN);
        assertThat(closed.facts().report().problems())
                .containsExactly(new Finding(
                        "apiproxy/p.xml",
                        "NoCredential",
                        "No policy checks a key or a token; here calls need one. Import with ?open=true to let every"
                                + " call in"));
        assertThat(open.facts().report().problems()).extracting(Finding::code).containsExactly("NoCredential");
    }

    @Test
    @DisplayName("PX5: open does not open what checks a key")
    void doesNotOpenWhatChecksAKey() {
        byte[] zip = bundle().policy("K", KEY.formatted("request.header.k")).zip();

        assertThat(ImportedBundle.of(zip, true).settings().credentials().mode()).isEqualTo(Mode.KEY);
    }

    @Test
    @DisplayName("PX5: a disabled policy checks nothing; one in no flow is told")
    void leavesOutWhatDoesNotRun() {
        var disabled = bundle().policy(
                        "K", "<VerifyAPIKey name='K' enabled='false'><APIKey ref='request.header.k'/></VerifyAPIKey>")
                .imported();
        var unattached = bundle().with("apiproxy/policies/K.xml", KEY.formatted("request.header.k"))
                .imported();

        assertThat(disabled.settings().credentials().mode()).isEqualTo(Mode.KEY_OR_TOKEN);
        assertThat(codes(disabled)).containsExactly("PolicyWithoutEffect");
        assertThat(codes(unattached)).containsExactly("PolicyNotAttached");
    }

    @Test
    @DisplayName("PX5: a condition is told with its place, and the check holds for every call")
    void tellsOfConditions() {
        var imported = bundle().policy("K", KEY.formatted("request.header.k"), "request.verb = \"POST\"")
                .imported();

        assertThat(imported.settings().credentials().mode()).isEqualTo(Mode.KEY);
        assertThat(imported.facts().report().problems())
                .containsExactly(new Finding(
                        "apiproxy/policies/K.xml",
                        "ConditionalPolicy",
                        "VerifyAPIKey K holds for every call here. It is attached to: PreFlow request of"
                                + " apiproxy/proxies/default.xml, if request.verb = \"POST\""));
    }
}
