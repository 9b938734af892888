package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;

/// From which addresses a proxy may be called.
///
/// @param allow who may; empty: everyone
/// @param deny who may not, whatever `allow` says
public record AddressRules(List<AddressRange> allow, List<AddressRange> deny) {
    private static final int MAX = 1_000;

    public AddressRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        if (allow.size() > MAX || deny.size() > MAX) {
            throw Refused.invalid(Kind.API_PROXY, "ip", MAX, "must hold at most 1000 ranges in each list");
        }
    }

    /// @param address 4 or 16 bytes
    public boolean admit(byte[] address) {
        return !anyContains(deny, address) && (allow.isEmpty() || anyContains(allow, address));
    }

    private static boolean anyContains(List<AddressRange> ranges, byte[] address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
