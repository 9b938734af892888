package io.turnpike.gateway.exchange;

import io.turnpike.model.AddressRange;
import java.util.List;

/// Whose word on where a call comes from is taken (PX4).
///
/// @param ranges of addresses; empty: nobody's
public record TrustedProxies(List<AddressRange> ranges) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    boolean contain(byte[] address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
