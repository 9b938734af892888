package io.turnpike.management.bundle;

import static io.turnpike.management.bundle.BundleFiles.bundle;
import static io.turnpike.management.bundle.BundleFiles.codes;
import static io.turnpike.management.bundle.BundleFiles.proxy;
import static io.turnpike.management.bundle.BundleFiles.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import io.turnpike.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Routes, target endpoints, and what stands behind them (PX5).
class TargetRuleTest {
    private static final String TARGET = "apiproxy/targets/default.xml";
    private static final String PROXY = "apiproxy/proxies/default.xml";
    private static final String TO_DEFAULT = "<RouteRule name='r'><TargetEndpoint>default</TargetEndpoint></RouteRule>";

    @Test
    void findsTheUrlAndItsTimeouts() {
        var imported = bundle().with(
                        TARGET,
                        target("<URL>https://a.example:8443/base</URL><Properties>"
                                + "<Property name='connect.timeout.millis'>500</Property>"
                                + "<Property name='io.timeout.millis'>55000</Property>"
                                + "<Property name='response.streaming.enabled'>true</Property></Properties>"))
                .imported();
        var backend = imported.settings().backend();

        assertThat(backend.targets()).isEqualTo(List.of(Target.of("https://a.example:8443/base")));
        assertThat(backend.timeouts().connect()).isEqualTo(Duration.ofMillis(500));
        assertThat(backend.timeouts().firstByte()).isEqualTo(Duration.ofSeconds(55));
        assertThat(codes(imported)).isEmpty();
    }

    @Test
    @DisplayName("a load balancer names target servers, with weights and one path")
    void findsTargetServers() {
        var imported = bundle().with(
                        TARGET,
                        target("<LoadBalancer><Server name='a'><Weight>3</Weight></Server><Server name='b'/>"
                                + "</LoadBalancer><Path>/base</Path>"))
                .imported();

        assertThat(imported.settings().backend().targets())
                .isEqualTo(List.of(new Target.Server("a", "/base", 3), new Target.Server("b", "/base", 1)));
        assertThat(imported.facts().targetServers()).containsExactly("a", "b");
        assertThat(codes(imported)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "<Enabled>true</Enabled>                                                            | -     | -",
                "<Enabled>false</Enabled><IgnoreValidationErrors>true</IgnoreValidationErrors>      | -     | -",
                "<Enabled>true</Enabled><KeyStore>ours</KeyStore>                                   | -     | -",
                "<Enabled>true</Enabled><IgnoreValidationErrors>true</IgnoreValidationErrors>       | false | -",
                "<Enabled>true</Enabled><ClientAuthEnabled>true</ClientAuthEnabled><KeyStore>ref://ours</KeyStore> | true | ours",
            })
    @DisplayName("SSLInfo: a key store is shown to a target that asks, and what is not to be verified is not")
    void findsHowTlsIsSpoken(String info, Boolean verify, String keyStore) {
        var imported = bundle().with(TARGET, target("<URL>https://a</URL><SSLInfo>" + info + "</SSLInfo>"))
                .imported();

        assertThat(imported.settings().backend().tls())
                .isEqualTo(Optional.ofNullable(verify)
                        .map(it -> new TargetTls(it, Optional.empty(), Optional.ofNullable(keyStore))));
        assertThat(codes(imported)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<LoadBalancer><Server name='a'/></LoadBalancer><SSLInfo><Enabled>true</Enabled></SSLInfo> | DetailWithoutEffect",
                "<URL>https://a</URL><SSLInfo><Enabled>true</Enabled><TrustStore>t</TrustStore></SSLInfo> | DetailWithoutEffect",
                "<URL>https://a</URL><SSLInfo><Enabled>true</Enabled><ClientAuthEnabled>true</ClientAuthEnabled><KeyStore>{k}</KeyStore></SSLInfo> | KeyStoreUnknown",
                "<URL>https://a</URL><SSLInfo><Enabled>true</Enabled><ClientAuthEnabled>true</ClientAuthEnabled><KeyStore>k</KeyStore><KeyAlias>a</KeyAlias></SSLInfo> | DetailWithoutEffect",
                "<URL>http://a</URL><Properties><Property name='keepalive.timeout.millis'>1</Property></Properties> | DetailWithoutEffect",
                "<URL>http://a</URL><HealthMonitor><IsEnabled>true</IsEnabled></HealthMonitor> | DetailWithoutEffect",
                "<LoadBalancer><Server name='a'/><MaxFailures>5</MaxFailures></LoadBalancer> | DetailWithoutEffect",
                "<LoadBalancer><Server name='a'><IsFallback>true</IsFallback></Server></LoadBalancer> | DetailWithoutEffect",
            })
    void tellsOfSettingsOfTargets(String connection, String code) {
        assertThat(codes(bundle().with(TARGET, target(connection)).imported())).containsExactly(code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<URL>https://{region}.example</URL>       | https://{region}.example",
                "<URL>http://a/?b=c</URL>                  | a URL that cannot be used",
                "<URL>ftp://a</URL>                        | a URL that cannot be used",
                "<URL>http://user:hidden@{host}</URL>      | a URL with user info",
                "<URL>http://user:hidden@a</URL>           | a URL that cannot be used",
                "''                                        | a URL that cannot be used",
            })
    @DisplayName("a target that is not known before a call arrives is no null route; a password in it is not repeated")
    void marksTargetsThatAreNotResolved(String connection, String shown) {
        var imported = bundle().with(TARGET, target(connection)).imported();

        assertThat(imported.settings().backend().targets()).isEqualTo(List.of(new Target.Unresolved(shown)));
        assertThat(codes(imported)).containsExactly("TargetUnresolved");
        assertThat(imported.toString()).doesNotContain("hidden");
    }

    @Test
    void fillsInPropertySetsOfTheBundle() {
        var imported = bundle().with("apiproxy/resources/properties/site.properties", "host = a.example\n")
                .with(TARGET, target("<URL>http://{propertyset.site.host}/x</URL>"))
                .imported();

        assertThat(imported.settings().backend().targets()).isEqualTo(List.of(Target.of("http://a.example/x")));
    }

    @Test
    @DisplayName("PX5: a null route is a proxy without targets")
    void takesNullRoutes() {
        var imported = bundle().with(PROXY, proxy("default", "/v1", "", "<RouteRule name='none'/>"))
                .imported();

        assertThat(imported.settings().backend().targets()).isEmpty();
        assertThat(imported.settings().backend().timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(codes(imported)).isEmpty();
    }

    @Test
    void tellsOfRoutesWithConditionsAndTakesTheOneWithout() {
        String conditional = "<RouteRule name='c'><Condition>request.verb = \"GET\"</Condition>"
                + "<URL>http://other</URL></RouteRule>";

        var both = bundle().with(PROXY, proxy("default", "/v1", "", conditional + TO_DEFAULT))
                .imported();
        var only =
                bundle().with(PROXY, proxy("default", "/v1", "", conditional)).imported();
        var none = bundle().with(PROXY, proxy("default", "/v1", "", "")).imported();

        assertThat(both.settings().backend().targets()).isEqualTo(List.of(Target.of("http://a")));
        assertThat(codes(both)).containsExactly("ConditionalRoute");
        assertThat(codes(only)).containsExactly("ConditionalRoute", "TargetUnresolved");
        assertThat(codes(none)).containsExactly("TargetUnresolved");
    }

    @Test
    void takesTheUrlOfARoute() {
        var imported = bundle().with(
                        PROXY, proxy("default", "/v1", "", "<RouteRule name='r'><URL>http://b</URL></RouteRule>"))
                .imported();

        assertThat(imported.settings().backend().targets()).isEqualTo(List.of(Target.of("http://b")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"<LocalTargetConnection><APIProxy>q</APIProxy></LocalTargetConnection>", "<ScriptTarget/>", "<PreFlow/>"
    })
    void knowsHttpTargetsOnly(String connection) {
        var imported = bundle().with(TARGET, "<TargetEndpoint name='default'>" + connection + "</TargetEndpoint>")
                .imported();

        assertThat(codes(imported)).containsExactly("TargetUnresolved");
    }

    @Test
    @DisplayName("endpoints to the same target share a proxy; one that leads elsewhere is left out and told")
    void joinsEndpoints() {
        var imported = bundle().with(
                        "apiproxy/proxies/a.xml", proxy("a", "/a", "", "<RouteRule><URL>http://b</URL></RouteRule>"))
                .with("apiproxy/proxies/b.xml", proxy("b", "/b", "", TO_DEFAULT))
                .with(PROXY, proxy("default", "/v1", "", TO_DEFAULT))
                .imported();

        assertThat(imported.settings().basePaths()).containsExactly("/v1", "/b");
        assertThat(imported.facts().proxyEndpoints()).containsExactly("default", "a", "b");
        assertThat(codes(imported)).containsExactly("OtherTarget");
    }
}
