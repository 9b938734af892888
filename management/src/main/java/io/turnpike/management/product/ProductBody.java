package io.turnpike.management.product;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Approval;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.CounterScope;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A product on the wire.
///
/// Source: management-api 9.2.
///
/// @param name empty where it was not sent
/// @param attributes as sent, before those of ours that survive are added
record ProductBody(String name, List<Attribute> attributes, Product.Terms terms) {
    static ProductBody read(Fields body) {
        var attributes = body.attributes("attributes");
        OurNames.PRODUCT.check(attributes);
        return new ProductBody(body.text("name"), attributes, terms(body, Attributes.NONE.replacedBy(attributes)));
    }

    /// What a new product holds.
    Product.Terms made() {
        return terms.withGroups(replacing(List.of()));
    }

    /// What is stored once this body has replaced `former`: attributes of ours survive, and the space is changed
    /// elsewhere.
    Product.Terms replacing(Product.Terms former) {
        return terms.withAttributes(former.attributes().replacedBy(attributes))
                .withGroups(replacing(former.groups()))
                .withSpace(former.space());
    }

    static Map<String, Object> write(Product product, View view) {
        Product.Terms terms = product.terms();
        CounterScope scope = terms.counterScope();
        var members = view.members()
                .text("name", product.name())
                .text("displayName", terms.displayName())
                .text("description", terms.description())
                .text("approvalType", terms.approval().name().toLowerCase(Locale.ROOT))
                .attributes("attributes", terms.attributes())
                .list("apiResources", terms.apiResources())
                .list("environments", terms.environments())
                .list("proxies", terms.proxies())
                .list("scopes", terms.scopes())
                .text("quotaCounterScope", scope == null ? null : scope.name())
                .text("space", terms.space())
                .provenance(product.provenance());
        QuotaBody.OF_PRODUCT.write(terms.quota(), members);
        QuotaBody.OF_LLM.write(terms.llmQuota(), members);
        terms.groups().forEach(group -> GroupBody.write(group, members, view));
        return members.toMap();
    }

    private List<OperationGroup> replacing(List<OperationGroup> former) {
        return terms.groups().stream().map(group -> group.replacing(former)).toList();
    }

    private static Product.Terms terms(Fields body, Attributes attributes) {
        return new Product.Terms(
                body.text("displayName"),
                body.text("description"),
                body.choice("approvalType", Approval.class).orElse(Approval.AUTO),
                attributes,
                set(body, "environments"),
                set(body, "proxies"),
                set(body, "apiResources"),
                body.list("scopes"),
                QuotaBody.OF_PRODUCT.read(body.about(Kind.QUOTA)),
                counterScope(body),
                groups(body),
                QuotaBody.OF_LLM.read(body.about(Kind.QUOTA)),
                body.optionalText("space").filter(space -> !space.isEmpty()).orElse(null));
    }

    private static List<String> set(Fields body, String name) {
        return body.list(name).stream().distinct().toList();
    }

    /// @return null where it was not sent, or as Google's unspecified value
    private static @Nullable CounterScope counterScope(Fields body) {
        return body.text("quotaCounterScope").equals("QUOTA_COUNTER_SCOPE_UNSPECIFIED")
                ? null
                : body.choice("quotaCounterScope", CounterScope.class).orElse(null);
    }

    private static List<OperationGroup> groups(Fields body) {
        return Arrays.stream(OperationGroup.Type.values())
                .map(type -> GroupBody.read(body, type))
                .flatMap(Optional::stream)
                .toList();
    }
}
