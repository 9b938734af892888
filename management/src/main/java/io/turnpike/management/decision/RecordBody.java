package io.turnpike.management.decision;

import io.turnpike.management.wire.Rfc3339;
import io.turnpike.model.Owner;
import io.turnpike.quota.Charge;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the usage log holds of a call, as the API answers it. There is no key, no query and no body in it.
///
/// @param names what an owner is known by
record RecordBody(Function<Owner, String> names) {
    Map<String, Object> write(UsageRecord call) {
        var body = new LinkedHashMap<String, Object>();
        body.put("node", call.node());
        if (call.start() != null) {
            writeStart(call.start(), body);
        }
        body.put("charges", call.charges().stream().map(RecordBody::write).toList());
        if (call.end() != null) {
            writeEnd(call.end(), body);
        }
        return body;
    }

    private void writeStart(UsageRecord.Start start, Map<String, Object> body) {
        body.put("receivedAt", time(start.at()));
        putUnless(start.revision() < 0, "revision", start.revision(), body);
        writeRequest(start.request(), body);
        var place = start.place();
        if (place != null) {
            body.put("environment", place.environmentName());
            body.put("proxy", place.proxy());
            body.put("proxyRevision", Integer.toString(place.revision()));
            body.put("basePath", place.basePath());
        }
        var holder = start.holder();
        if (holder != null) {
            body.put("credential", holder.credential().toString());
            body.put("app", holder.appName());
            writeOwner(holder, body);
        }
        var token = start.token();
        if (token != null) {
            body.put("tokenHash", token.digest().hex());
            body.put("scopes", token.scopes());
        }
        var cover = start.cover();
        if (cover != null) {
            body.put("product", cover.productName());
            body.put("operation", cover.operation());
        }
        var refusal = start.refusal();
        if (refusal != null) {
            body.put("reason", ExplanationBody.typed(refusal));
        }
        putUnless(start.fault() == null, "errorcode", orEmpty(start.fault()), body);
    }

    /// A developer as he was called then.
    private void writeOwner(UsageRecord.Holder holder, Map<String, Object> body) {
        var name = holder.email().isEmpty() ? names.apply(holder.owner()) : holder.email();
        body.put(holder.owner() instanceof Owner.Developer ? "developer" : "group", name);
    }

    private static void writeRequest(Decided.Request request, Map<String, Object> body) {
        putUnless(request.scheme().isEmpty(), "scheme", request.scheme(), body);
        body.put("method", request.method());
        body.put("host", request.host());
        body.put("path", request.path());
        body.put("client", request.clientAddress());
        putUnless(request.userAgent() == null, "userAgent", orEmpty(request.userAgent()), body);
        body.put("requestId", request.requestId());
        putUnless(request.graphQl() == null, "graphQl", orEmpty(request.graphQl()), body);
    }

    private static void writeEnd(Ended end, Map<String, Object> body) {
        body.put("status", end.status());
        body.put("outcome", end.outcome().name().toLowerCase(Locale.ROOT));
        putUnless(end.fault() == null, "errorcode", orEmpty(end.fault()), body);
        var target = end.target();
        if (target != null) {
            putUnless(target.host().isEmpty(), "target", target.host(), body);
            putUnless(target.status() == 0, "targetStatus", target.status(), body);
            putUnless(target.sentAt() == 0, "targetSentAt", time(target.sentAt()), body);
            putUnless(target.answeredAt() == 0, "targetAnsweredAt", time(target.answeredAt()), body);
        }
        body.put("closedAt", time(end.closedAt()));
        body.put("requestBytes", end.requestBytes());
        body.put("responseBytes", end.responseBytes());
    }

    private static Map<String, Object> write(Charge charge) {
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "windowStart", Rfc3339.text(Instant.ofEpochMilli(charge.window().start())));
        body.put("windowEnd", Rfc3339.text(Instant.ofEpochMilli(charge.window().end())));
        body.put("limit", charge.limit());
        body.put("weight", charge.weight());
        return body;
    }

    private static String time(long micros) {
        return Rfc3339.text(Instant.ofEpochMilli(Math.floorDiv(micros, 1_000)));
    }

    private static void putUnless(boolean absent, String name, Object value, Map<String, Object> body) {
        if (!absent) {
            body.put(name, value);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
