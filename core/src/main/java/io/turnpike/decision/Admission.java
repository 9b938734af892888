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

    /// Who calls in an environment, wherever the call goes: by a token, or by a key in the usual places.
    public static Identity identify(HostedEnvironment place, KeyLookup keys, Call call) {
        String token = bearer(call);
        if (token != null) {
            return identify(keys.findToken(place, token, call.now()), call);
        }
        if (call.hasDifferingLines(CredentialPlaces.DEFAULT.header())) {
            return new Identity(Refusal.AMBIGUOUS_KEY, null);
        }
        for (CredentialPlace each : CredentialPlace.OF_KEYS) {
            String text = each.value(call, CredentialPlaces.DEFAULT);
            if (text != null && !text.isEmpty()) {
                IndexedKey key = keys.find(place.organization().id(), text);
                return new Identity(key == null ? Refusal.UNKNOWN_KEY : state(key, call.now()), key);
            }
        }
        return new Identity(Refusal.MISSING_KEY, null);
    }

    private static Identity identify(FoundToken found, Call call) {
        IndexedToken token = found.token();
        IndexedKey key = found.key();
        Refusal refusal = token == null ? found.refusal() : state(token, key, call.now());
        boolean standsForKey = refusal == null && token != null && token.use() == IndexedToken.Use.AS_KEY;
        return new Identity(standsForKey && key != null ? state(key, call.now()) : refusal, key);
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
        String token = places.mode().takesTokens() ? bearer(call) : null;
        return token == null
                ? identify(revision, route, keys, call, recorder)
                : decideByToken(revision, route, keys.findToken(route.place(), token, call.now()), call, recorder);
    }

    /// Token, key, app, owner, products: in this order (runtime 6.3).
    private static Decision decideByToken(long revision, Route route, FoundToken found, Call call, Recorder recorder) {
        IndexedKey key = found.key();
        recorder.identified(CredentialPlace.AUTHORIZATION, key);
        IndexedToken token = found.token();
        Refusal refusal = token == null ? found.refusal() : state(token, key, call.now());
        if (refusal != null || token == null || key == null) {
            return new Decision.Refused(
                    revision,
                    refusal == null ? Refusal.UNKNOWN_TOKEN : refusal,
                    route,
                    token == null ? null : key,
                    token);
        }
        return token.use() == IndexedToken.Use.AS_KEY
                ? decideByKey(revision, route, key, token, call, recorder)
                : decideByProducts(revision, route, key, token, call, recorder);
    }

    /// What is wrong with a token or, but for one that stands for its key, with that key; null if nothing is.
    private static @Nullable Refusal state(IndexedToken token, @Nullable IndexedKey key, long now) {
        boolean isOver = now >= token.expiresAt();
        boolean isTimely = !isOver && now >= token.notBefore();
        return switch (token.use()) {
            case REVOKED -> Refusal.TOKEN_NOT_APPROVED;
            case OWN -> isTimely ? stateOfKey(token, key, now) : isOver ? Refusal.TOKEN_EXPIRED : Refusal.UNKNOWN_TOKEN;
            case EXTERNAL -> isTimely ? stateOfKey(token, key, now) : Refusal.INVALID_JWT;
            case AS_KEY -> isTimely ? (key == null ? Refusal.UNKNOWN_KEY : null) : Refusal.INVALID_JWT;
        };
    }

    private static @Nullable Refusal stateOfKey(IndexedToken token, @Nullable IndexedKey key, long now) {
        if (key == null || !token.isOf(key)) {
            return Refusal.UNKNOWN_TOKEN;
        }
        Refusal refusal = state(key, now);
        return refusal == Refusal.KEY_NOT_APPROVED ? Refusal.TOKEN_NOT_APPROVED : refusal;
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
                return decideByKey(revision, route, key, null, call, recorder);
            }
        }
        recorder.identified(null, null);
        return new Decision.Refused(revision, Refusal.MISSING_KEY, route, null);
    }

    /// @param token that stands for the key; null where the key itself was sent
    private static Decision decideByKey(
            long revision,
            Route route,
            @Nullable IndexedKey key,
            @Nullable IndexedToken token,
            Call call,
            Recorder recorder) {
        if (key == null) {
            return new Decision.Refused(revision, Refusal.UNKNOWN_KEY, route, null, token);
        }
        Refusal refusal = state(key, call.now());
        return refusal == null
                ? decideByProducts(revision, route, key, token, call, recorder)
                : new Decision.Refused(revision, refusal, route, key, token);
    }

    /// The first product of the key that covers the call decides (X1, X2).
    ///
    /// @param token null where the key itself was sent
    private static Decision decideByProducts(
            long revision, Route route, IndexedKey key, @Nullable IndexedToken token, Call call, Recorder recorder) {
        List<Grant> grants = key.grants();
        IndexedToken scoped = token == null || token.use() == IndexedToken.Use.AS_KEY ? null : token; // T6
        boolean wantsGraphQl = false;
        List<String> missing = List.of();
        for (int i = 0; i < grants.size(); i++) {
            CompiledProduct product = usable(grants.get(i), route, recorder);
            if (product == null) {
                continue;
            }
            if (product.readsGraphQl(route) && call.graphQl() == null) {
                return new Decision.Refused(revision, Refusal.UNREAD_GRAPHQL, route, key, token);
            }
            List<CompiledOperation> operations = product.match(route, call, recorder);
            if (operations == null) {
                wantsGraphQl |= product.readsGraphQl(route);
                continue;
            }
            List<String> lacking = scoped == null ? List.of() : product.missingScopes(operations, scoped.scopes());
            if (lacking.isEmpty()) {
                recorder.matched(product, operations);
                return new Decision.Allowed(revision, route, key, product, operations, token);
            }
            recorder.ruledOut(product, RuledOut.WRONG_SCOPE);
            missing = missing.isEmpty() ? lacking : missing;
        }
        if (!missing.isEmpty()) {
            return new Decision.Refused(revision, Refusal.INSUFFICIENT_SCOPE, route, key, token, missing);
        }
        Refusal noProduct = scoped == null ? Refusal.NO_PRODUCT : Refusal.NO_PRODUCT_FOR_TOKEN;
        return new Decision.Refused(
                revision,
                wantsGraphQl && call.graphQl() instanceof GraphQl.Flaw flaw ? of(flaw) : noProduct,
                route,
                key,
                token);
    }

    /// The product of a grant, if it is there and the grant is approved.
    private static @Nullable CompiledProduct usable(Grant grant, Route route, Recorder recorder) {
        CompiledProduct product = route.organization().product(grant.product());
        if (product == null || grant.status() != Status.APPROVED) {
            recorder.ruledOut(product, product == null ? RuledOut.UNKNOWN_PRODUCT : RuledOut.NOT_APPROVED);
            return null;
        }
        return product;
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

    /// The Bearer token of a call, which decides alone, whatever else was sent (C1); with nothing behind it, it
    /// counts as absent (ruling 18).
    public static @Nullable String bearer(Call call) {
        String authorization = call.field("authorization");
        return authorization != null
                        && authorization.length() > BEARER.length()
                        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
