package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A block of IP addresses, such as `10.0.0.0/8`, `192.0.2.7` or `2001:db8::/32`. Immutable.
public final class AddressRange {
    private static final Pattern FORM =
            Pattern.compile("((?:OCTET\\.){3}OCTET|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?"
                    .replace("OCTET", "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));

    private final String text;
    private final byte[] first;
    private final int prefix;

    private AddressRange(String text, byte[] first, int prefix) {
        this.text = text;
        this.first = first;
        this.prefix = prefix;
    }

    /// @param text an address, with a prefix behind a slash or without; no name is ever looked up
    /// @throws Refused with `InvalidField`
    public static AddressRange of(String text) {
        Matcher form = FORM.matcher(text);
        byte[] first = form.matches() ? address(form.group(1)) : new byte[0];
        if (first.length == 0) {
            throw invalid(text, "must hold addresses or ranges such as 10.0.0.0/8 and 2001:db8::/32");
        }
        int bits = first.length * 8;
        int prefix = form.group(2) == null ? bits : Integer.parseInt(form.group(2));
        if (prefix > bits) {
            throw invalid(text, "must have a prefix of at most " + bits);
        }
        for (int bit = prefix; bit < bits; bit++) {
            if ((first[bit / 8] & (0x80 >> bit % 8)) != 0) {
                throw invalid(text, "must have no bits behind their prefix");
            }
        }
        return new AddressRange(text, first, prefix);
    }

    /// @param address 4 or 16 bytes; an IPv4 address is in no range of IPv6
    public boolean contains(byte[] address) {
        if (address.length != first.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != first[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((address[whole] ^ first[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    /// As `of` read it.
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressRange range && range.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /// Empty where it is none.
    private static byte[] address(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static Refused invalid(String given, String rule) {
        return Refused.invalid(Kind.API_PROXY, "ip", given, rule);
    }
}
