package io.turnpike.decision;

import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides calls: where they go, whose they are, and whether a product of the key covers them (runtime P2 to P7).
/// What is limited is named, not charged.
public final class Admission {
    private static final String BEARER = "bearer ";

    private Admission() {}

    /// Decides at whatever pace calls come.
    public static Decision decide(Catalogue catalogue, KeyLookup keys, Call call, Recorder recorder) {
        return decide(catalogue, keys, Throttle.NONE, call, recorder);
    }

    public static Decision decide(
            Catalogue catalogue, KeyLookup keys, Throttle throttle, Call call, Recorder recorder) {
        Route route = catalogue.route(call.host(), call.path());
        recorder.routed(route);
        if (route == null) {
            return new Decision.Refused(catalogue.revision(), Refusal.NO_ROUTE, null, null);
        }
        Decision early = decideUnseen(catalogue.revision(), route, throttle, call);
        return early == null ? decideByCredential(catalogue.revision(), route, keys, call, recorder) : early;
    }

    /// What is decided before anybody looks who calls: the address, a browser's question, the pace (H3, P4).
    ///
    /// @return null if the call goes on
    private static @Nullable Decision decideUnseen(long revision, Route route, Throttle throttle, Call call) {
        ProxySettings settings = route.settings();
        if (settings.ip().isPresent() && !settings.ip().get().admit(call.clientAddress())) {
            return new Decision.Refused(revision, Refusal.ADDRESS_DENIED, route, null);
        }
        if (settings.cors().isPresent() && isPreflight(call)) {
            return new Decision.Preflight(revision, route);
        }
        Pace pace = route.api().pace();
        return pace == null || throttle.passes(pace, route, call)
                ? null
                : new Decision.Refused(revision, Refusal.SPIKE_ARREST, route, null);
    }

    /// What browsers send before a call that a page of another origin makes (Fetch, 3.2.2).
    private static boolean isPreflight(Call call) {
        return call.method().equals("OPTIONS")
                && call.field("origin") != null
                && call.field("access-control-request-method") != null;
    }

    private static Decision decideByCredential(
            long revision, Route route, KeyLookup keys, Call call, Recorder recorder) {
        CredentialPlaces places = route.settings().credentials();
        if (places.mode() == CredentialPlaces.Mode.OPEN) {
            return new Decision.Allowed(revision, route, null, null, List.of());
        }
        if (places.mode().takesTokens() && hasToken(call)) {
            recorder.identified(CredentialPlace.AUTHORIZATION, null);
            return new Decision.Refused(revision, Refusal.UNKNOWN_TOKEN, route, null);
        }
        return identify(revision, route, keys, call, recorder);
    }

    /// Finds the key where the proxy takes it; an empty one counts as absent (C2).
    private static Decision identify(long revision, Route route, KeyLookup keys, Call call, Recorder recorder) {
        CredentialPlaces places = route.settings().credentials();
        if (!places.mode().takesKeys()) {
            recorder.identified(null, null);
            return new Decision.Refused(revision, Refusal.MISSING_TOKEN, route, null);
        }
        if (call.hasDifferingLines(places.header())) {
            recorder.identified(CredentialPlace.HEADER, null);
            return new Decision.Refused(revision, Refusal.AMBIGUOUS_KEY, route, null);
        }
        for (CredentialPlace place : CredentialPlace.OF_KEYS) {
            String text = place.value(call, places);
            if (text != null && !text.isEmpty()) {
                IndexedKey key = keys.find(route.organization().id(), text);
                recorder.identified(place, key);
                return decideByKey(revision, route, key, call, recorder);
            }
        }
        recorder.identified(null, null);
        return new Decision.Refused(revision, Refusal.MISSING_KEY, route, null);
    }

    private static Decision decideByKey(
            long revision, Route route, @Nullable IndexedKey key, Call call, Recorder recorder) {
        if (key == null) {
            return new Decision.Refused(revision, Refusal.UNKNOWN_KEY, route, null);
        }
        Refusal refusal = state(key, call.now());
        return refusal == null
                ? decideByProducts(revision, route, key, call, recorder)
                : new Decision.Refused(revision, refusal, route, key);
    }

    /// The first product of the key that covers the call decides (X1, X2).
    private static Decision decideByProducts(long revision, Route route, IndexedKey key, Call call, Recorder recorder) {
        List<Grant> grants = key.grants();
        boolean wantsGraphQl = false;
        for (int i = 0; i < grants.size(); i++) {
            Grant grant = grants.get(i);
            CompiledProduct product = route.organization().product(grant.product());
            if (product == null) {
                recorder.ruledOut(null, RuledOut.UNKNOWN_PRODUCT);
            } else if (grant.status() != Status.APPROVED) {
                recorder.ruledOut(product, RuledOut.NOT_APPROVED);
            } else if (product.readsGraphQl(route) && call.graphQl() == null) {
                return new Decision.Refused(revision, Refusal.UNREAD_GRAPHQL, route, key);
            } else {
                List<CompiledOperation> operations = product.match(route, call, recorder);
                if (operations != null) {
                    return new Decision.Allowed(revision, route, key, product, operations);
                }
                wantsGraphQl |= product.readsGraphQl(route);
            }
        }
        Refusal refusal = wantsGraphQl && call.graphQl() instanceof GraphQl.Flaw flaw ? of(flaw) : Refusal.NO_PRODUCT;
        return new Decision.Refused(revision, refusal, route, key);
    }

    private static Refusal of(GraphQl.Flaw flaw) {
        return switch (flaw) {
            case INVALID_REQUEST -> Refusal.INVALID_GRAPHQL;
            case UNSUPPORTED_TYPE -> Refusal.UNSUPPORTED_GRAPHQL_TYPE;
            case MUTATION_OVER_GET -> Refusal.GRAPHQL_MUTATION_OVER_GET;
        };
    }

    /// What is wrong with a key, its app or its owner, in Apigee's order (runtime 7); null if nothing is.
    private static @Nullable Refusal state(IndexedKey key, long now) {
        if (key.status() != Status.APPROVED) {
            return Refusal.KEY_NOT_APPROVED;
        }
        if (now >= key.expiresAt()) {
            return Refusal.KEY_EXPIRED;
        }
        if (key.appStatus() != Status.APPROVED) {
            return Refusal.APP_NOT_APPROVED;
        }
        IndexedOwner indexed = key.owner();
        if (indexed.isActive()) {
            return null;
        }
        return switch (indexed.owner()) {
            case Owner.Developer _ -> Refusal.DEVELOPER_NOT_ACTIVE;
            case Owner.Group _ -> Refusal.GROUP_NOT_ACTIVE;
        };
    }

    /// A Bearer token decides alone, whatever else was sent (C1); with nothing behind it, it
    /// counts as absent (ruling 18).
    private static boolean hasToken(Call call) {
        String authorization = call.field("authorization");
        return authorization != null
                && authorization.length() > BEARER.length()
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
