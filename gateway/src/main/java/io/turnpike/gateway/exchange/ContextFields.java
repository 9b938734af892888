package io.turnpike.gateway.exchange;

import io.turnpike.decision.Call;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.decision.CredentialPlace;
import io.turnpike.decision.Decision;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.Route;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.model.Attribute;
import io.turnpike.model.Grant;
import io.turnpike.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Tells targets who calls, and what was allowed (runtime 1.7). Names are those of the Envoy adapter.
final class ContextFields {
    private static final String BEARER = "Bearer ";

    private ContextFields() {}

    /// @param clientIds tells whose token it is
    static void write(Decision.Allowed decision, Call call, Function<IndexedToken, String> clientIds, HeadWriter out) {
        Route route = decision.route();
        field("x-apigee-organization", route.organization().name(), out);
        field("x-apigee-environment", route.environment().name(), out);
        field("x-apigee-api", route.proxy(), out);
        IndexedKey key = decision.key();
        if (key == null) {
            return;
        }
        IndexedToken token = decision.token();
        if (token == null) {
            String sent = CredentialPlace.key(call, route.settings().credentials());
            fieldUnlessEmpty("x-apigee-clientid", sent == null ? "" : sent, out);
        } else {
            fieldUnlessEmpty("x-apigee-clientid", clientIds.apply(token), out);
            token(token, call, out);
        }
        fieldUnlessEmpty("x-apigee-developeremail", key.owner().email(), out);
        field("x-apigee-application", key.appName(), out);
        field("x-apigee-apiproducts", String.join(",", products(route, key)), out);
        if (decision.product() != null) {
            field("x-apigee-analytics-product", decision.product().name(), out);
        }
        String attributes = attributes(decision);
        if (!attributes.isEmpty()) {
            out.field("x-apigee-customattributes", attributes);
        }
        out.write("x-apigee-authorized: true\r\n");
    }

    private static void token(IndexedToken token, Call call, HeadWriter out) {
        String authorization = call.field("authorization");
        if (authorization != null) {
            field(
                    "x-apigee-accesstoken",
                    authorization.substring(BEARER.length()).strip(),
                    out);
        }
        field("x-apigee-scope", String.join(" ", token.scopes()), out);
    }

    private static List<String> products(Route route, IndexedKey key) {
        List<String> names = new ArrayList<>();
        for (Grant grant : key.grants()) {
            CompiledProduct product = route.organization().product(grant.product());
            if (product != null && grant.status() == Status.APPROVED) {
                names.add(product.name());
            }
        }
        return names;
    }

    /// The product's attributes with those of the operation over them, as a JSON object in ASCII; empty without any.
    private static String attributes(Decision.Allowed decision) {
        Map<String, String> all = new LinkedHashMap<>();
        if (decision.product() != null) {
            decision.product().attributes().forEach(attribute -> put(attribute, all));
        }
        if (decision.operation() != null) {
            decision.operation().attributes().forEach(attribute -> put(attribute, all));
        }
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder json = new StringBuilder("{");
        all.forEach((name, value) -> {
            quote(name, json.append(json.length() == 1 ? "" : ","));
            quote(value, json.append(':'));
        });
        return json.append('}').toString();
    }

    /// What is ours is no business of targets.
    private static void put(Attribute attribute, Map<String, String> all) {
        if (!attribute.name().startsWith("turnpike.")) {
            all.put(attribute.name(), attribute.value());
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static void fieldUnlessEmpty(String name, String value, HeadWriter out) {
        if (!value.isEmpty()) {
            field(name, value, out);
        }
    }

    /// Writes a value whose bytes beyond ASCII, and any that could end the line, are percent-encoded.
    private static void field(String name, String value, HeadWriter out) {
        out.write(name).colon();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0x20 || b == 0x7f) {
                out.write("%%%02X".formatted(b));
            } else {
                out.write((char) b);
            }
        }
        out.endLine();
    }
}
