package io.turnpike.management.attribute;

import static java.util.Map.entry;

import io.turnpike.model.Attribute;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Collection;
import java.util.Map;

/// The scalars of ours that ride on one kind of entity as `turnpike.…`, and what each may hold; beside them those of
/// Apigee that have an effect here.
///
/// Source: extensions.md section 3; product-life 1, 2, 4, 6; management-api 3.
public enum OurNames {
    ORGANIZATION(Map.ofEntries(
            entry("turnpike.operations.match", Form.oneOf("mostInclusive", "mostSpecific")),
            entry("turnpike.secrets", Form.READABLE),
            entry("turnpike.attributes", Form.oneOf("shown", "hidden")),
            entry("turnpike.internal.domains", Form.DOMAINS),
            entry("products.delete.inUse", Form.oneOf("allow", "refuse")),
            entry("keymanagement.consumer.key.length", Form.KEY_LENGTH),
            entry("keymanagement.consumer.secret.length", Form.KEY_LENGTH))),
    ENVIRONMENT(Map.ofEntries(
            entry("turnpike.kind", Form.oneOf("production", "sandbox")),
            entry("turnpike.limits", Form.LIMITS),
            entry("turnpike.mock", Form.oneOf("on", "off")),
            entry("turnpike.mock.validate", Form.oneOf("on", "off")),
            entry("turnpike.mock.latency", Form.LATENCY),
            entry("turnpike.oauth.token", Form.oneOf("opaque", "jwt")),
            entry("turnpike.oauth.lifetime", Form.DURATION),
            entry("turnpike.oauth.refreshLifetime", Form.DURATION),
            entry("turnpike.oauth.loginUrl", Form.URL),
            entry("turnpike.oauth.apigeeFormat", Form.BOOLEAN),
            entry("turnpike.ratelimit.headers", Form.oneOf("ietf,legacy", "ietf", "legacy", "off")),
            entry("turnpike.quota.sync", Form.oneOf("strict", "async")),
            entry("turnpike.rps.sync", Form.oneOf("strict", "local")))),
    PRODUCT(Map.ofEntries(
            entry("turnpike.limit.rps", Form.RATE),
            entry("turnpike.limit.burst", Form.BURST),
            entry("turnpike.limit.day", Form.INTEGER),
            entry("turnpike.limit.month", Form.INTEGER),
            entry("turnpike.quota.type", Form.oneOf("default", "calendar", "flexi", "rollingwindow")),
            entry("turnpike.quota.startTime", Form.START_TIME),
            entry("turnpike.quota.month", Form.oneOf("28d", "calendar")),
            entry("turnpike.quota.weightHeader", Form.FIELD_NAME),
            entry("turnpike.quota.weight", Form.WEIGHT),
            entry("developer.quota.limit", Form.QUOTA_LIMIT),
            entry("developer.quota.interval", Form.QUOTA_INTERVAL),
            entry("developer.quota.timeunit", Form.QUOTA_UNIT),
            entry("turnpike.state", Form.oneOf("draft", "published", "deprecated", "retired")),
            entry("turnpike.deprecated.at", Form.TIME),
            entry("turnpike.sunset.at", Form.TIME),
            entry("turnpike.successor", Form.TEXT),
            entry("turnpike.approval", Form.oneOf("invite")),
            entry("turnpike.promotesTo", Form.TEXT),
            entry("turnpike.visible.domains", Form.DOMAINS))),
    OPERATION(Map.ofEntries(entry("turnpike.scopes", Form.TEXT), entry("turnpike.weight", Form.WEIGHT))),
    DEVELOPER(Map.ofEntries(entry("turnpike.internal", Form.BOOLEAN))),
    GROUP(Map.of()),
    APP(Map.of()),
    CREDENTIAL(Map.ofEntries(entry("turnpike.kind", Form.oneOf("production", "sandbox"))));

    private final Map<String, Form> forms;

    OurNames(Map<String, Form> forms) {
        this.forms = forms;
    }

    /// Checks those that are ours; an empty value removes one, and is in order.
    ///
    /// @throws Refused with `InvalidField`
    public void check(Collection<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            boolean removes = attribute.value().isEmpty() && forms.containsKey(attribute.name());
            if (!removes) {
                check(Kind.ATTRIBUTE, attribute.name(), attribute.value());
            }
        }
    }

    /// @param kind what a refusal is about
    /// @throws Refused with `InvalidField`
    public void check(Kind kind, String name, String value) {
        Form form = forms.get(name);
        if (form == null) {
            if (name.startsWith("turnpike.")) {
                throw Refused.invalid(kind, name, null, "is not known here");
            }
        } else if (!form.fits(value)) {
            throw Refused.invalid(kind, name, null, "must be " + form.description());
        }
    }
}
