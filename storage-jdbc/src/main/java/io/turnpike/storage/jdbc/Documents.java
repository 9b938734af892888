package io.turnpike.storage.jdbc;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.turnpike.model.AddressRange;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Backend;
import io.turnpike.model.Member;
import io.turnpike.model.Operation;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Target;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Parts of the domain that are stored as one JSON document. Members are the components of the
/// records and nothing else.
final class Documents {
    static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    static final TypeReference<List<Member>> MEMBERS = new TypeReference<>() {};
    static final TypeReference<LinkedHashMap<String, String>> PROPERTIES = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .changeDefaultPropertyInclusion(_ -> JsonInclude.Value.ALL_NON_NULL)
            .addMixIn(Attributes.class, AttributesAsList.class)
            .addMixIn(Operation.class, OperationByKind.class)
            .addMixIn(ProxySettings.class, SettingsInOneLevel.class)
            .addMixIn(Target.class, TargetByMembers.class)
            .addMixIn(AddressRange.class, RangeAsText.class)
            .build();

    private Documents() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String document, Class<T> type) {
        return MAPPER.readValue(document, type);
    }

    static <T> T read(String document, TypeReference<T> type) {
        return MAPPER.readValue(document, type);
    }

    private record AttributesAsList(@JsonValue List<Attribute> list) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        private AttributesAsList {}
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Operation.Rest.class, name = "rest"),
        @JsonSubTypes.Type(value = Operation.GraphQl.class, name = "graphql"),
        @JsonSubTypes.Type(value = Operation.Grpc.class, name = "grpc"),
        @JsonSubTypes.Type(value = Operation.Llm.class, name = "llm"),
        @JsonSubTypes.Type(value = Operation.Payload.class, name = "payload"),
    })
    private interface OperationByKind {}

    /// The first version had these members without the records around them.
    private record SettingsInOneLevel(
            @JsonUnwrapped Backend backend, @JsonUnwrapped ProxyLimits limits) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({
        @JsonSubTypes.Type(Target.Url.class),
        @JsonSubTypes.Type(Target.Server.class),
        @JsonSubTypes.Type(Target.Unresolved.class),
    })
    private interface TargetByMembers {}

    private abstract static class RangeAsText {
        @JsonCreator
        static AddressRange of(String text) {
            return AddressRange.of(text);
        }

        @JsonValue
        abstract String text();
    }
}
