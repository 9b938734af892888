package io.turnpike.management.wire;

import java.util.Locale;

/// What media types tell about the dialect and about a body.
public final class MediaTypes {
    private MediaTypes() {}

    static boolean isXml(String contentType) {
        String type = name(contentType);
        return type.equals("application/xml") || type.equals("text/xml");
    }

    static boolean isJson(String contentType) {
        String type = name(contentType);
        return type.equals("application/json") || type.endsWith("+json");
    }

    /// Whether a type is what clients send that do not think about it.
    public static boolean isVague(String contentType) {
        String type = name(contentType);
        return type.equals("application/octet-stream") || type.equals("application/x-www-form-urlencoded");
    }

    /// Whether XML ranks above JSON and above anything; a browser, which wants HTML first, does
    /// not prefer it (ruling 5).
    static boolean prefersXml(String accept) {
        double xml = 0;
        double other = 0;
        for (String range : accept.split(",")) {
            if (isXml(range)) {
                xml = Math.max(xml, weight(range));
            } else if (isJson(range) || name(range).equals("*/*") || name(range).equals("text/html")) {
                other = Math.max(other, weight(range));
            }
        }
        return xml > other;
    }

    /// The type of XML that ranks highest, where XML is preferred at all.
    static String preferredXml(String accept) {
        double text = 0;
        double application = 0;
        for (String range : accept.split(",")) {
            if (name(range).equals("text/xml")) {
                text = Math.max(text, weight(range));
            } else if (name(range).equals("application/xml")) {
                application = Math.max(application, weight(range));
            }
        }
        return text > application ? "text/xml" : "application/xml";
    }

    /// Without its parameters, in lower case.
    public static String name(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static double weight(String range) {
        for (String parameter : range.split(";")) {
            String text = parameter.strip();
            if (text.matches("[qQ]=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(text.substring(2));
            }
        }
        return 1;
    }
}
