package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a proxy looks for the caller's credential.
///
/// @param header name of the request field, in lower case; a query parameter of the same name is accepted too, in any
///     case
/// @param query name of the query parameter
/// @param forward whether the target sees the credential
public record CredentialPlaces(Mode mode, String header, String query, boolean forward) {
    private static final Pattern TOKEN = Pattern.compile("[a-z0-9!#$&'*+.^_|~-]{1,64}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    /// Needs the patterns above.
    public static final CredentialPlaces DEFAULT =
            new CredentialPlaces(Mode.KEY_OR_TOKEN, "x-api-key", "apikey", false);

    public CredentialPlaces {
        header = header.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(header).matches()) {
            throw Refused.invalid(Kind.API_PROXY, "credentials.header", header, "must be a field name");
        }
        if (!PARAMETER.matcher(query).matches()) {
            throw Refused.invalid(Kind.API_PROXY, "credentials.query", query, "must be letters, digits and . _ ~ -");
        }
    }

    /// Which credentials a proxy takes. `OPEN` takes none: such calls are neither checked nor charged.
    public enum Mode {
        KEY_OR_TOKEN,
        KEY,
        TOKEN,
        OPEN;

        public boolean takesKeys() {
            return this == KEY_OR_TOKEN || this == KEY;
        }

        public boolean takesTokens() {
            return this == KEY_OR_TOKEN || this == TOKEN;
        }
    }
}
