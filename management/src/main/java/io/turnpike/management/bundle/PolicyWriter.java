package io.turnpike.management.bundle;

import io.turnpike.model.CallValue;
import io.turnpike.model.Cors;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Quota;
import io.turnpike.model.SpikeArrest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// The policies that say in a bundle what settings say here.
final class PolicyWriter {
    private PolicyWriter() {}

    /// By their names, in the order in which they are to run.
    static SequencedMap<String, String> policies(ProxySettings settings) {
        var policies = new LinkedHashMap<String, String>();
        settings.cors().ifPresent(cors -> policies.put("CORS", cors(cors)));
        settings.limits().spikeArrest().ifPresent(arrest -> policies.put("SpikeArrest", spikeArrest(arrest)));
        CredentialPlaces places = settings.credentials();
        if (places.mode().takesKeys()) {
            policies.put("VerifyAPIKey", """
                    <VerifyAPIKey name="VerifyAPIKey">
                      <APIKey ref="request.header.%s"/>
                    </VerifyAPIKey>
                    """.formatted(BundleWriter.escaped(places.header())));
        }
        if (places.mode().takesTokens()) {
            policies.put("VerifyAccessToken", """
                    <OAuthV2 name="VerifyAccessToken">
                      <Operation>VerifyAccessToken</Operation>
                    </OAuthV2>
                    """);
        }
        settings.limits().quota().ifPresent(quota -> policies.put("Quota", quota(quota)));
        return policies;
    }

    private static String quota(Quota quota) {
        return """
                <Quota name="Quota">
                  <Identifier ref="client_id"/>
                  <Allow count="%d"/>
                  <Interval>%d</Interval>
                  <TimeUnit>%s</TimeUnit>
                </Quota>
                """.formatted(
                        quota.limit(), quota.interval(), quota.unit().name().toLowerCase(Locale.ROOT));
    }

    private static String spikeArrest(SpikeArrest arrest) {
        String by = arrest.by()
                .map(CallValue::text)
                .map(text -> "  <Identifier ref=\"%s\"/>\n".formatted(BundleWriter.escaped(text)))
                .orElse("");
        return """
                <SpikeArrest name="SpikeArrest">
                %s  <Rate>%s</Rate>
                </SpikeArrest>
                """.formatted(by, arrest.rate());
    }

    private static String cors(Cors cors) {
        String age = cors.maxAge()
                .map(each -> "  <MaxAge>%d</MaxAge>\n".formatted(each.toSeconds()))
                .orElse("");
        return """
                <CORS name="CORS">
                  <AllowOrigins>%s</AllowOrigins>
                  <AllowMethods>%s</AllowMethods>
                  <AllowHeaders>%s</AllowHeaders>
                  <ExposeHeaders>%s</ExposeHeaders>
                %s  <AllowCredentials>%s</AllowCredentials>
                </CORS>
                """.formatted(
                        list(cors.origins()),
                        list(cors.methods()),
                        list(cors.headers()),
                        list(cors.expose()),
                        age,
                        cors.credentials());
    }

    private static String list(List<String> entries) {
        return BundleWriter.escaped(String.join(", ", entries));
    }
}
