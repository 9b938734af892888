package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// An issuer whose JWTs an environment takes (runtime 6.4).
///
/// @param issuer what its tokens say in `iss`
/// @param jwksUrl where its keys are
/// @param audiences one of them must stand in `aud`
/// @param algorithms that its tokens may be signed with
/// @param clientIdClaims the first one that a token has names the consumer key
/// @param apiKeyClaim a token that has it is treated as the key that it names; empty where there is none
public record Issuer(
        String issuer,
        String jwksUrl,
        List<String> audiences,
        List<String> algorithms,
        List<String> clientIdClaims,
        String apiKeyClaim)
        implements Named.Content {
    /// Without `none`, and without those whose key both sides know (J1).
    public static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    public static final List<String> CLIENT_ID_CLAIMS = List.of("client_id", "azp", "appid");

    private static final int MAX_LIST = 20;
    private static final int MAX_TEXT = 2048;

    public Issuer {
        audiences = List.copyOf(audiences);
        algorithms = algorithms.isEmpty() ? List.of("RS256") : List.copyOf(algorithms);
        clientIdClaims = clientIdClaims.isEmpty() ? CLIENT_ID_CLAIMS : List.copyOf(clientIdClaims);
        requireText("issuer", issuer);
        if (!isUrl(jwksUrl)) {
            throw invalid("jwksUrl", "must be an absolute http or https URL");
        }
        requireTexts("audiences", audiences);
        requireTexts("clientIdClaims", clientIdClaims);
        if (audiences.isEmpty()) {
            throw invalid("audiences", "must name at least one");
        }
        if (!ALGORITHMS.containsAll(algorithms)) {
            throw invalid("algorithms", "must be of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512");
        }
    }

    @Override
    public Kind kind() {
        return Kind.ISSUER;
    }

    private static boolean isUrl(String text) {
        if (text.length() > MAX_TEXT) {
            return false;
        }
        try {
            URI url = URI.create(text);
            return ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void requireTexts(String field, List<String> texts) {
        if (texts.size() > MAX_LIST) {
            throw invalid(field, "must have at most " + MAX_LIST);
        }
        texts.forEach(text -> requireText(field, text));
    }

    private static void requireText(String field, String text) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw invalid(field, "must have 1 to " + MAX_TEXT + " characters");
        }
    }

    private static Refused invalid(String field, String rule) {
        return Refused.invalid(Kind.ISSUER, field, null, rule);
    }
}
