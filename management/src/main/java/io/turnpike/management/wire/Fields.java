package io.turnpike.management.wire;

import io.turnpike.http.Call;
import io.turnpike.model.Attribute;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The members of a JSON object as a client sent them, read tolerantly: numbers as numbers or strings, lists also
/// as comma strings, enums in any case, names also in snake case; `null` counts as absent and unknown members are
/// ignored. A wrong JSON type is refused by its name. Where the body was XML, names are found in any case, one
/// element is also a list of one, and an empty element whatever is asked for.
///
/// Source: management-api 1.3, 1.5, 24.2; ruling 17.
public final class Fields {
    private static final int MAX_TEXT = 4_096;

    private final Kind kind;
    private final String path;
    private final JsonNode object;
    private final boolean fromXml;

    private Fields(Kind kind, String path, JsonNode object, boolean fromXml) {
        this.kind = kind;
        this.path = path;
        this.object = object;
        this.fromXml = fromXml;
    }

    /// The body of a call: JSON, also under a type that says nothing if it looks like it (ruling 4); XML in Edge.
    ///
    /// @param kind what a refusal is about
    /// @throws Refused with `UnsupportedMediaType`, `Malformed` or `InvalidField`
    public static Fields of(Call call, Kind kind) {
        String type = call.header("Content-Type").orElse("");
        byte[] body = call.body();
        if (MediaTypes.isXml(type) && Dialect.of(call, Dialect.EDGE) == Dialect.EDGE) {
            return new Fields(kind, "", XmlReader.read(body, call.description().schemas()), true);
        }
        boolean isVague = MediaTypes.isVague(type) && startsObject(body);
        if (!type.isEmpty() && !MediaTypes.isJson(type) && !isVague) {
            throw new Refused(new Problem.UnsupportedMediaType(type, "application/json"));
        }
        return of(call.json(), kind);
    }

    public static Fields of(JsonNode body, Kind kind) {
        if (!body.isObject()) {
            throw new Refused(new Problem.Malformed("the body must be a JSON object"));
        }
        return new Fields(kind, "", body, false);
    }

    /// Of a call that may come without a body, and does.
    public static Fields none(Kind kind) {
        return of(JsonNodeFactory.instance.objectNode(), kind);
    }

    public boolean has(String name) {
        return member(name) != null;
    }

    /// Empty where it is absent.
    public String text(String name) {
        return optionalText(name).orElse("");
    }

    /// @throws Refused with `InvalidField` for more than 4,096 characters
    public Optional<String> optionalText(String name) {
        return longText(name).map(text -> bounded(name, text));
    }

    /// A text that has a bound of its own, or none but that of the body.
    public Optional<String> longText(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        if (isEmptyElement(member)) {
            return Optional.of("");
        }
        if (!member.isString()) {
            throw invalid(name, "must be a string");
        }
        return Optional.of(member.stringValue());
    }

    /// A string, or a number or boolean as its text: clients send values of properties as they have them. Empty where
    /// it is absent.
    public String scalar(String name) {
        JsonNode member = member(name);
        return member != null && (member.isNumber() || member.isBoolean()) ? member.asString() : text(name);
    }

    /// A list of strings or one string with commas; empty strings are dropped.
    public List<String> list(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return List.of();
        }
        if (member.isString()) {
            return Arrays.stream(member.stringValue().split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(each -> bounded(name, each))
                    .toList();
        }
        var values = new ArrayList<String>();
        for (JsonNode each : array(name, member)) {
            if (!each.isString()) {
                throw invalid(name, "must be a list of strings");
            }
            values.add(bounded(name, each.stringValue()));
        }
        values.removeIf(String::isEmpty);
        return values;
    }

    /// Whether the member is an object or a list that starts with one.
    public boolean holdsObjects(String name) {
        JsonNode member = member(name);
        return member != null
                && (member.isObject() || (member.isArray() && member.path(0).isObject()));
    }

    /// A list of names that may also be given as objects which hold the name in `member`, as answers show them.
    public List<String> names(String name, String member) {
        return holdsObjects(name)
                ? objects(name, kind).stream().map(each -> each.text(member)).toList()
                : list(name);
    }

    /// An integer as a number or a string; an empty string and `"null"` count as absent (runtime Q3).
    public OptionalLong number(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return OptionalLong.empty();
        }
        if (member.isIntegralNumber() && member.canConvertToLong()) {
            return OptionalLong.of(member.longValue());
        }
        String text = member.isString() ? member.stringValue() : member.isIntegralNumber() ? member.asString() : "?";
        if (text.isEmpty() || text.equals("null")) {
            return OptionalLong.empty();
        }
        if (!text.matches("-?[0-9]+")) {
            throw invalid(name, "must be an integer");
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw invalid(name, "must be an integer of 64 bits");
        }
    }

    /// Milliseconds since the epoch, as a number or a string.
    public Optional<Instant> instant(String name) {
        OptionalLong given = number(name);
        return given.isPresent() ? Optional.of(Instant.ofEpochMilli(given.getAsLong())) : Optional.empty();
    }

    /// A decimal number as a number or a string; an empty string counts as absent.
    public Optional<BigDecimal> decimal(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        String text = member.isNumber() || member.isString() ? member.asString() : "?";
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            throw invalid(name, "must be a decimal number");
        }
        return Optional.of(new BigDecimal(text));
    }

    /// True or false, also as a string.
    public Optional<Boolean> flag(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        String text = member.isBoolean() || member.isString() ? member.asString() : "";
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw invalid(name, "must be true or false");
        };
    }

    /// One of `choices` in any case; an empty string counts as absent.
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices) {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E each : choices.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(text)) {
                return Optional.of(each);
            }
        }
        var names = Arrays.stream(choices.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        throw invalid(name, "must be one of " + String.join(", ", names));
    }

    /// An object whose members are all strings, in their order; empty where it is absent.
    public SequencedMap<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        object(name, kind)
                .ifPresent(inside -> inside.object.propertyNames().forEach(each -> texts.put(each, inside.text(each))));
        return texts;
    }

    /// Of those with one name the first counts: apigee-edge-js changes an attribute by putting it before the old
    /// ones.
    public List<Attribute> attributes(String name) {
        var byName = new LinkedHashMap<String, Attribute>();
        for (Fields each : objects(name, Kind.ATTRIBUTE)) {
            String value = each.longText("value").orElse("");
            byName.putIfAbsent(each.text("name"), new Attribute(each.text("name"), value));
        }
        return List.copyOf(byName.values());
    }

    /// @param about what a refusal inside the object is about
    public Optional<Fields> object(String name, Kind about) {
        JsonNode member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        if (!member.isObject() && !isEmptyElement(member)) {
            throw invalid(name, "must be an object");
        }
        return Optional.of(new Fields(about, path + name + ".", member, fromXml));
    }

    public List<Fields> objects(String name, Kind about) {
        JsonNode member = member(name);
        if (member == null) {
            return List.of();
        }
        var values = new ArrayList<Fields>();
        for (JsonNode each : array(name, member)) {
            if (!each.isObject()) {
                throw invalid(name, "must be a list of objects");
            }
            values.add(new Fields(about, "%s%s[%d].".formatted(path, name, values.size()), each, fromXml));
        }
        return values;
    }

    /// The same members; what a refusal of them is about is another thing.
    public Fields about(Kind other) {
        return new Fields(other, path, object, fromXml);
    }

    /// For bodies of our own: refuses a member that is not among `known`.
    public Fields onlyKnown(Set<String> known) {
        for (var member : object.properties()) {
            String given = member.getKey();
            if (!known.contains(given) && !(fromXml && known.stream().anyMatch(given::equalsIgnoreCase))) {
                throw invalid(member.getKey(), "is not known here");
            }
        }
        return this;
    }

    /// Whether the object has this member, and no other.
    public boolean holdsOnly(String name) {
        return object.size() == 1 && has(name);
    }

    /// For a change of a thing that the path names: the body names no other one.
    ///
    /// @throws Refused with `InvalidField`
    public void requireName(String name) {
        Segments.requireSame(text("name"), name);
    }

    /// The whole object as it was sent, but for one member.
    public JsonNode without(String name) {
        return ((ObjectNode) object.deepCopy()).without(name);
    }

    /// What to throw for a member that breaks a rule. It never repeats what was sent.
    public Refused invalid(String name, String rule) {
        return Refused.invalid(kind, path + name, null, rule);
    }

    private String bounded(String name, String text) {
        if (text.length() > MAX_TEXT) {
            throw invalid(name, "must have at most %d characters".formatted(MAX_TEXT));
        }
        return text;
    }

    private Iterable<JsonNode> array(String name, JsonNode member) {
        if (fromXml && !member.isArray()) {
            return isEmptyElement(member) ? List.of() : List.of(member);
        }
        if (!member.isArray()) {
            throw invalid(name, "must be a list");
        }
        return member;
    }

    private @Nullable JsonNode member(String name) {
        JsonNode member = object.get(name);
        if (member == null) {
            member = object.get(snakeCase(name));
        }
        if (member == null && fromXml) {
            member = inAnyCase(name);
        }
        return member == null || member.isNull() ? null : member;
    }

    private @Nullable JsonNode inAnyCase(String name) {
        return object.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private boolean isEmptyElement(JsonNode member) {
        return fromXml && member.isEmpty() && member.asString("").isEmpty();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static boolean startsObject(byte[] body) {
        for (byte each : body) {
            if (!Character.isWhitespace(each)) {
                return each == '{';
            }
        }
        return true;
    }
}
