package io.turnpike.gateway.exchange;

import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An IP address of a client; one of IPv4 in an IPv6 form is IPv4.
///
/// @param text without a port or a zone
/// @param bytes 4 or 16
record ClientAddress(String text, byte[] bytes) {
    static ClientAddress of(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return new ClientAddress(zone < 0 ? text : text.substring(0, zone), address.getAddress());
    }

    /// Reads a member of `X-Forwarded-For`: an address, perhaps with a port, in brackets where it is IPv6.
    ///
    /// @return null if it is none
    static @Nullable ClientAddress parse(String member) {
        String literal = member;
        int bracket = member.indexOf(']');
        int colon = member.indexOf(':');
        if (member.startsWith("[") && bracket > 0) {
            literal = member.substring(1, bracket);
        } else if (colon > 0 && colon == member.lastIndexOf(':')) {
            literal = member.substring(0, colon);
        }
        if (literal.isEmpty() || !literal.chars().allMatch(ClientAddress::isOfAddress)) {
            return null;
        }
        try {
            return of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// A `%` would start a zone, which says nothing outside its own machine.
    private static boolean isOfAddress(int character) {
        return HexFormat.isHexDigit(character) || character == ':' || character == '.';
    }

    boolean isV6() {
        return bytes.length == 16;
    }
}
