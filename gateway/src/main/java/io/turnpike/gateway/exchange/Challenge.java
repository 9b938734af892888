package io.turnpike.gateway.exchange;

import io.turnpike.decision.Decision;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Route;
import io.turnpike.gateway.admission.Verdict;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Known;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.model.CredentialPlaces;

/// Says how to do better where a credential is missing or does not do (HT35, runtime 6.3, RFC 6750 3).
final class Challenge {
    private Challenge() {}

    static void write(Verdict verdict, RequestHead request, HeadWriter out) {
        Route route = verdict.route();
        Fault fault = verdict.fault();
        if (route == null || fault == null || !(verdict.decision() instanceof Decision.Refused refused)) {
            return;
        }
        CredentialPlaces.Mode mode = route.settings().credentials().mode();
        String environment = route.environment().name();
        boolean lacksScope = refused.refusal() == Refusal.INSUFFICIENT_SCOPE;
        if (mode.takesKeys() && fault.status() == 401) {
            out.write("WWW-Authenticate: ApiKey realm=\"").write(environment).write("\"\r\n");
        }
        if (lacksScope || (fault.status() == 401 && mode.takesTokens() && isAboutToken(refused.refusal(), request))) {
            out.field(
                    "WWW-Authenticate",
                    "Bearer realm=\"" + environment + "\", error=\""
                            + (lacksScope ? "insufficient_scope" : "invalid_token")
                            + "\", error_description=\"" + quotable(fault.code() + ": " + fault.text()) + "\""
                            + (lacksScope ? ", scope=\"" + quotable(String.join(" ", refused.scopes())) + "\"" : ""));
        }
    }

    /// Whether a token was shown, or only a token would have done.
    private static boolean isAboutToken(Refusal refusal, RequestHead request) {
        String authorization = request.value(Known.AUTHORIZATION);
        return refusal == Refusal.MISSING_TOKEN
                || (authorization != null && authorization.regionMatches(true, 0, "bearer ", 0, 7));
    }

    /// Without what would end the quotes or the line.
    private static String quotable(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "?");
    }
}
