package io.turnpike.management.bundle;

import io.turnpike.model.CallValue;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.Quota;
import io.turnpike.model.SpikeArrest;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Quota and SpikeArrest policies of a bundle.
///
/// Source: extensions.md PX5: numbers become limits of the proxy; what refers to a product's limit is enforced anyway.
final class LimitRules {
    private static final Pattern PRODUCT = Pattern.compile(
            "(verifyapikey\\.[^.]+\\.|oauthv2accesstoken\\.[^.]+\\.)?" + "apiproduct\\.(developer\\.)?quota\\.[a-z]+");
    private static final Pattern APP = Pattern.compile("client_id|.*\\.client_id|developer\\.app\\.(id|name)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Set<String> ADDRESSES = Set.of("client.ip", "proxy.client.ip");

    private @Nullable Quota quota;
    private @Nullable SpikeArrest spikeArrest;

    ProxyLimits limits() {
        return new ProxyLimits(
                true,
                Optional.ofNullable(quota),
                Optional.ofNullable(spikeArrest),
                OptionalLong.empty(),
                OptionalInt.empty());
    }

    void takeQuota(Use use) {
        Element xml = use.xml();
        if (xml.isTrue("EnforceOnly") || xml.isTrue("CountOnly")) {
            use.withoutEffect("counting and enforcing are one here");
            return;
        }
        var byProduct = xml.child("UseQuotaConfigInAPIProduct");
        Element numbers = byProduct.flatMap(each -> each.child("DefaultConfig")).orElse(xml);
        Optional<Quota> literal = literal(numbers);
        boolean ofProduct =
                byProduct.isPresent() || PRODUCT.matcher(reference(xml)).matches();
        if (literal.isEmpty() && !ofProduct) {
            use.withoutEffect("its numbers are only known when a call arrives");
            return;
        }
        use.applied();
        use.noteUnknown(Set.of(
                "Allow",
                "Interval",
                "TimeUnit",
                "Identifier",
                "UseQuotaConfigInAPIProduct",
                "Distributed",
                "Synchronous",
                "AsynchronousConfiguration"));
        noteQuota(use, ofProduct);
        if (literal.isPresent() && quota != null && !quota.equals(literal.get())) {
            use.note("OneOfSeveral", "is left out: a proxy has one quota, and another policy set it");
        } else {
            quota = literal.orElse(quota);
        }
    }

    private static void noteQuota(Use use, boolean ofProduct) {
        Element xml = use.xml();
        String type = xml.attribute("type");
        if (!type.isEmpty() && !type.equals("default")) {
            use.note("QuotaType", "is of type %s; here its windows lie on a fixed grid".formatted(type));
        }
        String identifier = identifier(xml);
        if (!identifier.isEmpty() && !APP.matcher(identifier).matches()) {
            use.note("IdentifierUnknown", "counts by %s; here it counts by app".formatted(identifier));
        }
        String reference = reference(xml);
        if (!ofProduct && !reference.isEmpty()) {
            use.note("ReferenceUnknown", "prefers %s to its number; here the number counts".formatted(reference));
        }
        if (xml.at("Allow", "Class").findAny().isPresent()) {
            use.note("DetailWithoutEffect", "has classes, which have no effect here");
        }
    }

    void takeSpikeArrest(Use use) {
        Element xml = use.xml();
        String identifier = identifier(xml);
        Optional<CallValue> by = value(identifier);
        if (!identifier.isEmpty() && by.isEmpty()) {
            use.withoutEffect(
                    "it tells callers apart by %s, which is not known before the key is checked".formatted(identifier));
            return;
        }
        var rate = rate(xml.textOf("Rate"), by);
        if (rate.isEmpty()) {
            use.withoutEffect("its rate is no number");
            return;
        }
        use.applied();
        use.noteUnknown(Set.of("Rate", "Identifier", "UseEffectiveCount"));
        xml.child("Rate")
                .map(each -> each.attribute("ref"))
                .filter(ref -> !ref.isEmpty())
                .ifPresent(ref ->
                        use.note("ReferenceUnknown", "prefers %s to its rate; here the rate counts".formatted(ref)));
        if (spikeArrest == null) {
            spikeArrest = rate.get();
        } else if (!spikeArrest.equals(rate.get())) {
            use.note("OneOfSeveral", "is left out: a proxy has one spike arrest, and another policy set it");
        }
    }

    private static Optional<Quota> literal(Element numbers) {
        Optional<Element> allow = numbers.child("Allow");
        String count = allow.map(each -> each.attribute("count")).orElse("");
        String limit = count.isEmpty() ? allow.map(Element::text).orElse("") : count;
        String interval = numbers.textOf("Interval");
        var unit = Arrays.stream(Quota.Unit.values())
                .filter(each -> each.name().equals(numbers.textOf("TimeUnit").toUpperCase(Locale.ROOT)))
                .findFirst();
        boolean whole =
                NUMBER.matcher(limit).matches() && NUMBER.matcher(interval).matches() && unit.isPresent();
        return whole && Integer.parseInt(interval) > 0
                ? Optional.of(new Quota(Long.parseLong(limit), Integer.parseInt(interval), unit.get()))
                : Optional.empty();
    }

    /// What the number of calls is read from at run time.
    private static String reference(Element quota) {
        return quota.child("Allow").map(each -> each.attribute("countRef")).orElse("");
    }

    private static String identifier(Element xml) {
        return xml.child("Identifier").map(each -> each.attribute("ref")).orElse("");
    }

    private static Optional<CallValue> value(String identifier) {
        try {
            return identifier.isEmpty()
                    ? Optional.empty()
                    : Optional.of(CallValue.of(ADDRESSES.contains(identifier) ? "client.ip" : identifier));
        } catch (Refused _) {
            return Optional.empty();
        }
    }

    private static Optional<SpikeArrest> rate(String rate, Optional<CallValue> by) {
        try {
            return Optional.of(SpikeArrest.of(rate, by));
        } catch (Refused _) {
            return Optional.empty();
        }
    }
}
