package io.turnpike.oauth.endpoint;

/// Why an endpoint refuses a call, as its clients read it (RFC 6749 5.2). Carries nothing secret.
public final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    public OAuthError(int status, String code, String description) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static OAuthError invalidRequest(String description) {
        return new OAuthError(400, "invalid_request", description);
    }

    public static OAuthError invalidClient(String description) {
        return new OAuthError(401, "invalid_client", description);
    }

    /// Whatever is wrong with a code or a refresh token: the caller is not told which of it.
    public static OAuthError invalidGrant(String description) {
        return new OAuthError(400, "invalid_grant", description);
    }

    public static OAuthError invalidScope() {
        return new OAuthError(400, "invalid_scope", "None of the scopes can be granted");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
