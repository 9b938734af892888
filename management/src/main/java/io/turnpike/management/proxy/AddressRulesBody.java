package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import io.turnpike.model.AddressRange;
import io.turnpike.model.AddressRules;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a proxy's settings say of callers' addresses, on the wire.
final class AddressRulesBody {
    private AddressRulesBody() {}

    static Optional<AddressRules> read(Fields body) {
        return body.object("ip", Kind.API_PROXY)
                .map(given -> given.onlyKnown(Set.of("allow", "deny")))
                .map(given -> new AddressRules(ranges(given, "allow"), ranges(given, "deny")));
    }

    static Map<String, Object> write(AddressRules rules) {
        return Map.of("allow", texts(rules.allow()), "deny", texts(rules.deny()));
    }

    private static List<AddressRange> ranges(Fields rules, String name) {
        return rules.list(name).stream().map(AddressRange::of).toList();
    }

    private static List<String> texts(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::text).toList();
    }
}
