package io.turnpike.gateway.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The body of a fault in the form that the client asks for (runtime 8.1, ruling 5).
///
/// @param type media type
public record FaultBody(String type, byte[] bytes) {
    private static final String PROBLEM = "application/problem+json";
    /// Nobody has more to say of the form of an answer; more is not looked at.
    private static final int MAX_ACCEPT = 1024;

    private static final Pattern WEIGHT = Pattern.compile("[qQ]=[01](\\.[0-9]{0,3})?");
    /// Of the faults that are the same for all calls.
    private static final Map<Fault, FaultBody> READY =
            Fault.ALIKE.stream().collect(Collectors.toUnmodifiableMap(fault -> fault, FaultBody::json));

    /// @param accept value of the request's field; null if there is none
    public static FaultBody of(Fault fault, @Nullable String accept) {
        if (accept == null || accept.length() > MAX_ACCEPT || (!accept.contains("xml") && !accept.contains(PROBLEM))) {
            FaultBody ready = READY.get(fault);
            return ready == null ? json(fault) : ready;
        }
        if (fault.status() == 429 && !fault.violated().isEmpty() && rank(accept, PROBLEM) > 0) {
            return new FaultBody(PROBLEM, utf8("""
                    {"type":"https://iana.org/assignments/http-problem-types#quota-exceeded",\
                    "title":"Request cannot be satisfied as assigned quota has been exceeded",\
                    "violated-policies":["%s"]}""".formatted(fault.violated())));
        }
        double xml = Math.max(rank(accept, "application/xml"), rank(accept, "text/xml"));
        double other = Math.max(
                rank(accept, "application/json"), Math.max(rank(accept, "application/*"), rank(accept, "*/*")));
        return xml > other ? xml(fault) : json(fault);
    }

    private static FaultBody json(Fault fault) {
        return new FaultBody(
                "application/json",
                utf8("{\"fault\":{\"faultstring\":\"" + jsonEscaped(fault.text()) + "\",\"detail\":{\"errorcode\":\""
                        + fault.code() + "\"}}}"));
    }

    private static FaultBody xml(Fault fault) {
        return new FaultBody(
                "application/xml",
                utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?><fault><faultstring>" + xmlEscaped(fault.text())
                        + "</faultstring><detail><errorcode>" + fault.code() + "</errorcode></detail></fault>"));
    }

    /// The weight of a media range that a field names; 0 if it does not.
    private static double rank(String accept, String range) {
        for (String member : accept.split(",")) {
            String[] parts = member.split(";", -1);
            if (parts[0].strip().equalsIgnoreCase(range)) {
                return weight(parts);
            }
        }
        return 0;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (WEIGHT.matcher(parameter).matches()) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }

    private static String jsonEscaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < 0x20) {
                escaped = escaped == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : escaped;
                escaped.append(c < 0x20 ? "\\u%04x".formatted((int) c) : "\\" + c);
            } else if (escaped != null) {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static String xmlEscaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
