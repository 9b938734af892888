package io.turnpike.metering.log;

import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes what a log holds as lines of JSON. What is absent is left out.
public final class UsageDump {
    private static final JsonFactory JSON = JsonFactory.builder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JsonGenerator json;

    private UsageDump(JsonGenerator json) {
        this.json = json;
    }

    /// A line for each call, with both of its entries.
    ///
    /// @return what could not be read
    public static List<Damage> calls(UsageReader reader, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            UsageDump dump = new UsageDump(json);
            List<Damage> damages = reader.read(dump::call);
            json.writeRaw('\n');
            return damages;
        }
    }

    /// A line with the number of calls, then one for each status, each counter and window, and each damage.
    public static void summary(UsageSummary summary, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            new UsageDump(json).summary(summary);
            json.writeRaw('\n');
        }
    }

    private void summary(UsageSummary summary) {
        json.writeStartObject();
        json.writeNumberProperty("calls", summary.calls());
        json.writeNumberProperty("withoutEnd", summary.withoutEnd());
        json.writeEndObject();
        summary.byStatus().forEach((status, calls) -> {
            json.writeStartObject();
            json.writeNumberProperty("status", status);
            json.writeNumberProperty("calls", calls);
            json.writeEndObject();
        });
        summary.charged().forEach((counted, sum) -> {
            json.writeStartObject();
            counter(counted.counter(), counted.window());
            json.writeNumberProperty("charged", sum);
            json.writeEndObject();
        });
        summary.damages().forEach(damage -> {
            json.writeStartObject();
            json.writeStringProperty("damaged", damage.file());
            json.writeNumberProperty("offset", damage.offset());
            json.writeNumberProperty("length", damage.length());
            json.writeStringProperty("what", damage.what());
            json.writeEndObject();
        });
    }

    private void call(UsageRecord call) {
        json.writeStartObject();
        json.writeStringProperty("id", call.id().text());
        json.writeStringProperty("node", call.node());
        if (call.start() != null) {
            start(call.start());
        }
        json.writeArrayPropertyStart("charges");
        for (Charge charge : call.charges()) {
            json.writeStartObject();
            counter(charge.counter(), charge.window());
            json.writeNumberProperty("limit", charge.limit());
            json.writeNumberProperty("weight", charge.weight());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (call.end() != null) {
            end(call.end());
        }
        json.writeEndObject();
    }

    private void counter(CounterId counter, Window window) {
        json.writeStringProperty("counter", new UUID(counter.high(), counter.low()).toString());
        json.writeStringProperty(
                "windowStart", Instant.ofEpochSecond(window.start()).toString());
        json.writeStringProperty(
                "windowEnd", Instant.ofEpochSecond(window.end()).toString());
    }

    private void start(UsageRecord.Start start) {
        time("at", start.at());
        if (start.revision() >= 0) {
            json.writeNumberProperty("catalogueRevision", start.revision());
        }
        if (start.place() != null) {
            place(start.place());
        }
        if (start.holder() != null) {
            json.writeStringProperty("credential", start.holder().credential().toString());
            json.writeStringProperty("appId", start.holder().app().toString());
            json.writeStringProperty("app", start.holder().appName());
            json.writeStringProperty("developer", start.holder().developer().toString());
        }
        if (start.cover() != null) {
            json.writeStringProperty("productId", start.cover().product().toString());
            json.writeStringProperty("product", start.cover().productName());
            json.writeStringProperty("operation", start.cover().operation());
        }
        text("refusal", start.refusal());
        text("fault", start.fault());
        request(start.request());
    }

    private void place(UsageRecord.Place place) {
        json.writeStringProperty("organization", place.organization().toString());
        json.writeStringProperty("environmentId", place.environment().toString());
        json.writeStringProperty("environment", place.environmentName());
        json.writeStringProperty("proxy", place.proxy());
        json.writeNumberProperty("revision", place.revision());
        json.writeStringProperty("basePath", place.basePath());
    }

    private void request(Decided.Request request) {
        json.writeStringProperty("method", request.method());
        json.writeStringProperty("path", request.path());
        json.writeStringProperty("host", request.host());
        json.writeStringProperty("clientAddress", request.clientAddress());
        text("userAgent", request.userAgent());
        json.writeStringProperty("requestId", request.requestId());
    }

    private void end(Ended end) {
        json.writeNumberProperty("status", end.status());
        if (end.targetStatus() != 0) {
            json.writeNumberProperty("targetStatus", end.targetStatus());
        }
        time("targetSentAt", end.targetSentAt());
        time("targetAnsweredAt", end.targetAnsweredAt());
        time("closedAt", end.closedAt());
        json.writeNumberProperty("requestBytes", end.requestBytes());
        json.writeNumberProperty("responseBytes", end.responseBytes());
        json.writeStringProperty("outcome", end.outcome().name().toLowerCase(Locale.ROOT));
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private void time(String name, long micros) {
        if (micros != 0) {
            json.writeStringProperty(
                    name, Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
        }
    }
}
