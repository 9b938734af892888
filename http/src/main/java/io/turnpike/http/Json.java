package io.turnpike.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/// JSON as this port speaks it. What it refuses is told by rule and place, never by repeating what was sent: that
/// may hold a secret.
public final class Json {
    private static final int MAX_DEPTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /// Exactly one JSON value in UTF-8, nested at most 64 deep, no member twice in one object, no text that
    /// cannot be stored (U+0000, half of a surrogate pair).
    ///
    /// @throws Refused with `Malformed`
    public static JsonNode read(byte[] body) {
        try (var parser = MAPPER.createParser(decoded(body))) {
            if (parser.nextToken() == null) {
                throw malformed("must be JSON, and is empty");
            }
            JsonNode value = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw malformed("must be one JSON value with nothing behind it");
            }
            requireStorable(value);
            return value;
        } catch (StreamConstraintsException _) {
            throw malformed("must keep the limits of JSON: nested at most " + MAX_DEPTH + " deep, numbers of at most "
                    + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " digits");
        } catch (MismatchedInputException twice) {
            throw malformed("must not hold a member twice in one object" + place(twice));
        } catch (JacksonException broken) {
            throw malformed("must be valid JSON" + place(broken));
        }
    }

    /// The value as JSON in UTF-8; members that are null are left out.
    ///
    /// @param value a `JsonNode`, record, map or list
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    private static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("must be valid UTF-8");
        }
    }

    private static void requireStorable(JsonNode value) {
        if (value.isString() && !Text.isStorable(value.stringValue())) {
            throw malformed("must not hold U+0000 or half of a surrogate pair");
        }
        for (var member : value.properties()) {
            if (!Text.isStorable(member.getKey())) {
                throw malformed("must not hold U+0000 or half of a surrogate pair");
            }
        }
        value.forEach(Json::requireStorable);
    }

    private static String place(JacksonException fault) {
        var location = fault.getLocation();
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static Refused malformed(String rule) {
        return new Refused(new Problem.Malformed("the body " + rule));
    }
}
