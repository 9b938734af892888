package io.turnpike.management.bundle;

import static io.turnpike.management.bundle.BundleFiles.bundle;
import static io.turnpike.management.bundle.BundleFiles.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Cors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The CORS policy (PX5).
class CorsRuleTest {
    private static final String CORS = "<CORS name='C'>%s</CORS>";

    @Test
    @DisplayName("PX5: CORS becomes cors, attribute by attribute")
    void takesEachAttribute() {
        var imported = bundle().policy("C", CORS.formatted("""
                        <AllowOrigins>https://app.example, https://b.example</AllowOrigins>
                        <AllowMethods>GET, PUT</AllowMethods>
                        <AllowHeaders>X-Api-Key, accept</AllowHeaders>
                        <ExposeHeaders>*</ExposeHeaders>
                        <MaxAge>3600</MaxAge>
                        <AllowCredentials>true</AllowCredentials>
                        <GeneratePreflightResponse>true</GeneratePreflightResponse>
                        <IgnoreUnresolvedVariables>true</IgnoreUnresolvedVariables>""")).imported();

        assertThat(imported.settings().cors())
                .contains(new Cors(
                        List.of("https://app.example", "https://b.example"),
                        List.of("GET", "PUT"),
                        List.of("x-api-key", "accept"),
                        List.of("*"),
                        true,
                        Optional.of(Duration.ofHours(1))));
        assertThat(codes(imported)).isEmpty();
    }

    @Test
    @DisplayName("an echo of the caller's origin lets every origin in; together with credentials it is told")
    void readsEchoesAsAny() {
        var imported = bundle().policy("C", CORS.formatted("""
                        <AllowOrigins>{request.header.origin}</AllowOrigins>
                        <AllowHeaders>{request.header.access-control-request-headers}</AllowHeaders>
                        <AllowCredentials>true</AllowCredentials><MaxAge>-1</MaxAge>""")).imported();

        assertThat(imported.settings().cors())
                .contains(
                        new Cors(List.of("*"), List.of(), List.of("*"), List.of(), false, Optional.of(Duration.ZERO)));
        assertThat(codes(imported)).containsExactly("CredentialsForEveryone");
    }

    @Test
    void tellsOfOriginsThatAreOnlyKnownWhenACallArrives() {
        var imported = bundle().policy("C", CORS.formatted("<AllowOrigins>{my.origins}</AllowOrigins>"))
                .imported();

        assertThat(imported.settings().cors()).isEmpty();
        assertThat(codes(imported)).containsExactly("PolicyWithoutEffect");
    }

    @Test
    void tellsOfPreflightsThatTheTargetWouldAnswer() {
        var imported = bundle().policy(
                        "C",
                        CORS.formatted("<AllowOrigins>*</AllowOrigins>"
                                + "<GeneratePreflightResponse>false</GeneratePreflightResponse>"))
                .imported();

        assertThat(codes(imported)).containsExactly("DetailWithoutEffect");
    }
}
