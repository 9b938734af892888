package io.turnpike.oauth.endpoint;

import io.turnpike.http.Call;
import io.turnpike.http.Handler;
import io.turnpike.http.Reply;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;

/// Stands in front of each endpoint: finds the place and its settings, and writes refusals in the form that the
/// environment wants.
public final class Endpoints {
    private final Places places;
    private final Storage storage;

    public Endpoints(Places places, Storage storage) {
        this.places = places;
        this.storage = storage;
    }

    public Handler of(Endpoint endpoint) {
        return call -> {
            var place = places.of(call);
            var environment = storage.read(work -> work.environments()
                    .require(place.organization().id(), place.environment().name()));
            var settings = TokenSettings.of(environment);
            try {
                return endpoint.answer(call, place, settings);
            } catch (OAuthError error) {
                return refused(error, place, settings);
            } catch (Refused refused) {
                if (refused.problem() instanceof Problem.TooMany(long seconds)) {
                    var error = new OAuthError(429, "temporarily_unavailable", "Too many failures");
                    return refused(error, place, settings).with("Retry-After", Long.toString(seconds));
                }
                throw refused;
            }
        };
    }

    private static Reply refused(OAuthError error, Place place, TokenSettings settings) {
        return Answers.refused(
                error, settings.apigeeFormat(), place.environment().name());
    }

    @FunctionalInterface
    public interface Endpoint {
        /// @throws OAuthError for what is told to the client
        Reply answer(Call call, Place place, TokenSettings settings);
    }
}
