package io.turnpike.gateway.wire;

import io.netty.util.NetUtil;
import java.util.Locale;

/// Reads `uri-host [":" port]` (HT7).
public final class Authority {
    private static final String REG_NAME = "-._~!$&'()*+;=";

    private Authority() {}

    /// Whether a text is a host, with or without a port. Lists, blanks, user info and empty hosts are none.
    public static boolean isValid(String text) {
        int end = hostEnd(text);
        return end > 0
                && (text.charAt(0) == '[' ? isAddress(text, end) : isName(text, end))
                && (end == text.length() || isPort(text, end));
    }

    /// The host of a valid authority in lower case, without its port.
    public static String host(String authority) {
        int end = hostEnd(authority);
        for (int i = 0; i < end; i++) {
            char c = authority.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return authority.substring(0, end).toLowerCase(Locale.ROOT);
            }
        }
        return end == authority.length() ? authority : authority.substring(0, end);
    }

    /// Index behind the host.
    private static int hostEnd(String text) {
        int colon = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        return colon < 0 ? text.length() : colon;
    }

    private static boolean isPort(String text, int colon) {
        if (text.charAt(colon) != ':' || text.length() - colon > 6) {
            return false;
        }
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + c - '0';
        }
        return port <= 0xffff;
    }

    private static boolean isName(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= end || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    return false;
                }
            } else if (!isLetterOrDigit(c) && REG_NAME.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(String text, int end) {
        String address = text.substring(1, end - 1);
        return address.indexOf('%') < 0 && NetUtil.isValidIpV6Address(address);
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    /// Whether a character is one of ASCII's letters and digits.
    public static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
