package io.turnpike.management.oauth;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.SequencedMap;

/// What a person agreed to.
///
/// @param subject who it was, as the login application names people
/// @param isNarrowed whether the scopes were named; else all that were asked for are meant
/// @param attributes that the app gets beside its tokens
record Consent(String subject, boolean isNarrowed, List<String> scopes, SequencedMap<String, String> attributes) {
    private static final int MAX_SUBJECT = 255;
    private static final int MAX_ATTRIBUTES = 18;

    Consent {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT) {
            throw Refused.invalid(Kind.AUTHORIZATION, "subject", null, "must have 1 to " + MAX_SUBJECT + " characters");
        }
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw Refused.invalid(Kind.AUTHORIZATION, "attributes", null, "must be at most " + MAX_ATTRIBUTES);
        }
    }
}
