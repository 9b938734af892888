package io.turnpike.gateway.fault;

import io.turnpike.decision.Decision;
import io.turnpike.decision.Limit;
import io.turnpike.decision.Pace;
import io.turnpike.decision.Route;
import io.turnpike.gateway.wire.Flaw;
import io.turnpike.model.SpikeArrest;
import java.util.List;

/// Why a call is answered by the gateway instead of a target: status, code and wording that clients
/// parse (runtime 8, http HT35).
///
/// @param retryAfter seconds after which the call may fare better; 0 if that is not known
/// @param violated name of the limit that the call ran into; empty for other faults
public record Fault(int status, String code, String text, int retryAfter, String violated) {
    public static final Fault BAD_REQUEST = new Fault(400, "protocol.http.BadRequest", "Bad Request");
    public static final Fault BAD_PATH = new Fault(400, "protocol.http.BadPath", "Bad Path");
    public static final Fault TOO_BIG_LINE = new Fault(414, "protocol.http.TooBigLine", "Request line too long");
    public static final Fault TOO_BIG_HEADERS =
            new Fault(431, "protocol.http.TooBigHeaders", "Request header fields too large");
    public static final Fault TOO_BIG_BODY = new Fault(413, "protocol.http.TooBigBody", "Request body too large");
    public static final Fault REQUEST_TIMEOUT = new Fault(408, "protocol.http.RequestTimeout", "Request Timeout");
    public static final Fault METHOD_NOT_ALLOWED =
            new Fault(405, "protocol.http.MethodNotAllowed", "Method Not Allowed");
    public static final Fault EXPECTATION_FAILED =
            new Fault(417, "protocol.http.ExpectationFailed", "Expectation Failed");
    public static final Fault UNSUPPORTED_ENCODING =
            new Fault(501, "protocol.http.UnsupportedEncoding", "Unsupported transfer encoding");
    public static final Fault UNSUPPORTED_VERSION =
            new Fault(505, "protocol.http.UnsupportedVersion", "HTTP version not supported");
    public static final Fault BAD_GATEWAY = new Fault(502, "messaging.adaptors.http.flow.BadGateway", "Bad Gateway");
    public static final Fault UNAVAILABLE =
            new Fault(503, "messaging.adaptors.http.flow.ServiceUnavailable", "The Service is temporarily unavailable");
    public static final Fault NO_ACTIVE_TARGETS =
            new Fault(503, "messaging.adaptors.http.flow.NoActiveTargets", "No active targets");
    public static final Fault GATEWAY_TIMEOUT =
            new Fault(504, "messaging.adaptors.http.flow.GatewayTimeout", "Gateway Timeout");
    public static final Fault INTERNAL =
            new Fault(500, "messaging.runtime.InternalServerError", "Internal Server Error");

    private static final Fault INVALID_TOKEN = new Fault(401, "oauth.v2.InvalidAccessToken", "Invalid access token");
    private static final Fault UNKNOWN_TOKEN =
            new Fault(401, "keymanagement.service.invalid_access_token", "Invalid Access Token");
    private static final Fault TOKEN_EXPIRED =
            new Fault(401, "keymanagement.service.access_token_expired", "Access Token expired");
    private static final Fault TOKEN_NOT_APPROVED =
            new Fault(401, "keymanagement.service.access_token_not_approved", "Access Token not approved");
    private static final Fault INVALID_JWT = new Fault(401, "steps.jwt.InvalidToken", "Invalid token");
    private static final Fault NO_PRODUCT_FOR_TOKEN = new Fault(
            401,
            "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound",
            "Invalid API call as no apiproduct match found");
    private static final Fault INVALID_KEY = new Fault(401, "oauth.v2.InvalidApiKey", "Invalid ApiKey");
    private static final Fault KEY_NOT_APPROVED = new Fault(401, "oauth.v2.ApiKeyNotApproved", "API Key not approved");
    private static final Fault KEY_EXPIRED =
            new Fault(401, "keymanagement.service.consumer_key_expired", "API Key expired");
    private static final Fault APP_NOT_APPROVED =
            new Fault(401, "keymanagement.service.invalid_client-app_not_approved", "App not approved");
    private static final Fault DEVELOPER_NOT_ACTIVE =
            new Fault(401, "keymanagement.service.DeveloperStatusNotActive", "Developer Status is not Active");
    private static final Fault GROUP_NOT_ACTIVE =
            new Fault(401, "keymanagement.service.CompanyStatusNotActive", "Company Status is not Active");
    private static final Fault NO_PRODUCT =
            new Fault(401, "oauth.v2.InvalidApiKeyForGivenResource", "Invalid ApiKey for given resource");

    private static final Fault INVALID_GRAPHQL =
            new Fault(400, "turnpike.graphql.InvalidRequest", "Invalid GraphQL request");
    private static final Fault UNSUPPORTED_GRAPHQL_TYPE =
            new Fault(415, "turnpike.graphql.UnsupportedMediaType", "Unsupported media type of a GraphQL request");
    public static final Fault MUTATION_OVER_GET =
            new Fault(405, "turnpike.graphql.MutationOverGet", "GraphQL mutation over GET");

    /// Those of refused calls that say the same whatever the call.
    static final List<Fault> ALIKE = List.of(
            INVALID_TOKEN,
            UNKNOWN_TOKEN,
            TOKEN_EXPIRED,
            TOKEN_NOT_APPROVED,
            NO_PRODUCT_FOR_TOKEN,
            INVALID_KEY,
            KEY_NOT_APPROVED,
            KEY_EXPIRED,
            APP_NOT_APPROVED,
            DEVELOPER_NOT_ACTIVE,
            GROUP_NOT_ACTIVE,
            NO_PRODUCT,
            UNAVAILABLE);

    /// @param call what was refused
    public static Fault of(Decision.Refused refused, Origin call) {
        return switch (refused.refusal()) {
            case NO_ROUTE -> noRoute(call.authority(), call.rawPath());
            case ADDRESS_DENIED -> addressDenied(call);
            case SPIKE_ARREST -> spikeArrest(refused);
            case MISSING_KEY -> missingKey(refused);
            case MISSING_TOKEN, MALFORMED_TOKEN -> INVALID_TOKEN;
            case UNKNOWN_TOKEN, UNVERIFIED_TOKEN -> UNKNOWN_TOKEN;
            case INVALID_JWT -> INVALID_JWT;
            case TOKEN_EXPIRED -> TOKEN_EXPIRED;
            case TOKEN_NOT_APPROVED -> TOKEN_NOT_APPROVED;
            case UNKNOWN_KEY, AMBIGUOUS_KEY -> INVALID_KEY;
            case KEY_NOT_APPROVED -> KEY_NOT_APPROVED;
            case KEY_EXPIRED -> KEY_EXPIRED;
            case APP_NOT_APPROVED -> APP_NOT_APPROVED;
            case DEVELOPER_NOT_ACTIVE -> DEVELOPER_NOT_ACTIVE;
            case GROUP_NOT_ACTIVE -> GROUP_NOT_ACTIVE;
            case UNREAD_GRAPHQL, INVALID_GRAPHQL -> INVALID_GRAPHQL;
            case UNSUPPORTED_GRAPHQL_TYPE -> UNSUPPORTED_GRAPHQL_TYPE;
            case GRAPHQL_MUTATION_OVER_GET -> MUTATION_OVER_GET;
            case NO_PRODUCT -> NO_PRODUCT;
            case TOO_MANY_CALLS -> UNAVAILABLE;
            case NO_PRODUCT_FOR_TOKEN -> NO_PRODUCT_FOR_TOKEN;
            case INSUFFICIENT_SCOPE ->
                new Fault(
                        403,
                        "steps.oauth.v2.InsufficientScope",
                        "Required scope(s): [" + String.join(", ", refused.scopes()) + "]");
        };
    }

    /// For what is no limit of a product.
    public Fault(int status, String code, String text, int retryAfter) {
        this(status, code, text, retryAfter, "");
    }

    private Fault(int status, String code, String text) {
        this(status, code, text, 0);
    }

    public static Fault of(Flaw flaw) {
        return switch (flaw) {
            case BAD_MESSAGE -> BAD_REQUEST;
            case TOO_BIG_LINE -> TOO_BIG_LINE;
            case TOO_BIG_HEADERS -> TOO_BIG_HEADERS;
            case UNSUPPORTED_CODING -> UNSUPPORTED_ENCODING;
            case UNSUPPORTED_VERSION -> UNSUPPORTED_VERSION;
        };
    }

    public static Fault noRoute(String host, String path) {
        return new Fault(
                404,
                "messaging.adaptors.http.flow.ApplicationNotFound",
                "Unable to identify proxy for host: " + host + " and url: " + path);
    }

    /// @param limit that has no room for the call
    /// @param app whose calls are counted; never its key
    /// @param as500 what older organizations expect instead of 429 (runtime 4.6)
    public static Fault quota(String limit, String app, boolean as500) {
        return new Fault(
                as500 ? 500 : 429,
                "policies.ratelimit.QuotaViolation",
                "Rate limit quota violation. Quota limit  exceeded. Identifier : " + (app.isEmpty() ? "_default" : app),
                0,
                limit);
    }

    /// @param pace that was not kept
    public static Fault tooFast(Limit.Paced pace, boolean as500) {
        return spikeArrest(pace.perSecond().toPlainString(), 1_000_000, pace.most(), as500, pace.name());
    }

    /// @param sent what the client sent as the weight of its call
    public static Fault invalidWeight(String sent) {
        return new Fault(500, "policies.ratelimit.InvalidMessageWeight", "Invalid message weight value " + sent);
    }

    /// This fault with the time after which the call may fare better; only 429 tells it.
    public Fault retryAfter(long seconds) {
        return status == 429
                ? new Fault(status, code, text, (int) Math.min(seconds, Integer.MAX_VALUE), violated)
                : this;
    }

    private static Fault addressDenied(Origin call) {
        return new Fault(
                403, "accesscontrol.IPDeniedAccess", "Access Denied for client ip : " + call.clientAddressText());
    }

    /// The time of one call is as long as anyone has to wait.
    private static Fault spikeArrest(Decision.Refused refused) {
        Route route = refused.route();
        Pace pace = route == null ? null : route.api().pace();
        if (route == null || pace == null) {
            return INTERNAL;
        }
        SpikeArrest arrest = route.settings().limits().spikeArrest().orElseThrow();
        int micros = arrest.per() == SpikeArrest.Per.SECOND ? 1_000_000 : 60_000_000;
        boolean as500 = route.organization().switches().quotaAnswers500();
        return spikeArrest(Integer.toString(arrest.calls()), micros, 1, as500, "spikeArrest")
                .retryAfter(Math.ceilDiv(pace.intervalNanos(), 1_000_000_000L));
    }

    private static Fault spikeArrest(String calls, int periodMicros, long burst, boolean as500, String limit) {
        return new Fault(
                as500 ? 500 : 429,
                "policies.ratelimit.SpikeArrestViolation",
                "Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=" + calls
                        + ", periodInMicroseconds=" + periodMicros + ", maxBurstMessageCount=" + burst + ".0}",
                0,
                limit);
    }

    private static Fault missingKey(Decision.Refused refused) {
        String header = refused.route() == null
                ? "x-api-key"
                : refused.route().settings().credentials().header();
        return new Fault(
                401,
                "steps.oauth.v2.FailedToResolveAPIKey",
                "Failed to resolve API Key variable request.header." + header);
    }

    /// What the texts of faults repeat of a call, as it was sent.
    public interface Origin {
        String authority();

        /// Without the query.
        String rawPath();

        String clientAddressText();
    }
}
