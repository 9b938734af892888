package io.turnpike.oauth.endpoint;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.OAuthClient;
import io.turnpike.model.Product;
import io.turnpike.model.Scopes;
import io.turnpike.model.Status;
import java.time.Instant;
import java.util.List;

/// A credential as a client, with all that decides on its tokens.
///
/// @param id the consumer key
/// @param ownerActive whether the developer or the group is
/// @param email of the developer; empty for the app of a group
/// @param products those that it may use
public record Client(
        Place place,
        String id,
        Credential credential,
        App app,
        boolean ownerActive,
        String email,
        List<Product> products) {
    public OAuthClient stored() {
        return new OAuthClient(
                credential.organization(), place.environment().id(), credential.digest(), credential.id());
    }

    /// Whether key, app and owner are as they must be (runtime 6.1, 7).
    boolean isGood(Instant now) {
        Instant end = credential.expiresAt();
        return credential.status() == Status.APPROVED
                && (end == null || now.isBefore(end))
                && app.status() == Status.APPROVED
                && ownerActive;
    }

    /// What is granted of what is asked for (T1 to T4).
    ///
    /// @param asked a list with blanks between; empty asks for all
    /// @throws OAuthError `unauthorized_client` without a product, `invalid_scope`
    public List<String> granted(String asked) {
        if (products.isEmpty()) {
            throw new OAuthError(400, "unauthorized_client", "The app has no approved product");
        }
        List<String> wanted = Scopes.split(asked);
        List<String> granted = Scopes.granted(wanted, Scopes.grantable(credential, products));
        if (!wanted.isEmpty() && granted.isEmpty()) {
            throw OAuthError.invalidScope();
        }
        return granted;
    }

    /// Holds a key.
    @Override
    public String toString() {
        return "Client[" + app.name() + "]";
    }
}
