package io.turnpike.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What owns everything else; names of products, developers, proxies and keys are unique in it.
///
/// @param version raised by one with each change
/// @param properties Apigee's list of scalars; ours start with `turnpike.`
public record Organization(
        UUID id,
        long version,
        String name,
        String displayName,
        SequencedMap<String, String> properties,
        Details details,
        Provenance provenance) {
    public Organization {
        Names.ORGANIZATION.check(name);
        properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    }

    /// Whether products are sold: what is in use is not deleted then, and names of products are told apart without
    /// regard to case.
    public boolean isMonetized() {
        return is("features.isMonetizationEnabled");
    }

    /// Whether products, apps and keys have to say what they open.
    public boolean refusesUnbounded() {
        return is("features.keymanagement.disable.unbounded.permissions");
    }

    public boolean is(String property) {
        return "true".equalsIgnoreCase(properties.get(property));
    }

    /// What Apigee knows of an organization and nothing here depends on: kept, and given back as it was sent. Each is
    /// null where it was not sent.
    ///
    /// @param addons whether each add-on that was named is enabled, but for monetization, which is a property
    public record Details(
            @Nullable String description,
            @Nullable RuntimeType runtimeType,
            @Nullable BillingType billingType,
            @Nullable SubscriptionType subscriptionType,
            @Nullable String analyticsRegion,
            SequencedMap<String, Boolean> addons) {
        public static final Details NONE = new Details(null, null, null, null, null, new LinkedHashMap<>());

        public Details {
            // Documents without the member have none.
            addons = addons == null
                    ? new LinkedHashMap<>()
                    : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(addons));
        }

        public Details withAddons(SequencedMap<String, Boolean> changed) {
            return new Details(description, runtimeType, billingType, subscriptionType, analyticsRegion, changed);
        }

        public Details withDescription(@Nullable String changed) {
            return new Details(changed, runtimeType, billingType, subscriptionType, analyticsRegion, addons);
        }
    }

    public enum RuntimeType {
        RUNTIME_TYPE_UNSPECIFIED,
        CLOUD,
        HYBRID
    }

    public enum BillingType {
        BILLING_TYPE_UNSPECIFIED,
        SUBSCRIPTION,
        EVALUATION,
        PAYG
    }

    public enum SubscriptionType {
        PAID,
        TRIAL
    }
}
