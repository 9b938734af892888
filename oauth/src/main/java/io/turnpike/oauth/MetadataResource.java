package io.turnpike.oauth;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.oauth.endpoint.Endpoints;
import io.turnpike.oauth.endpoint.Place;
import io.turnpike.oauth.endpoint.Places;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.oauth.jwt.KeySet;
import java.util.LinkedHashMap;
import java.util.List;

/// `/.turnpike/{env}/.well-known/…`: what clients and targets need to know (RFC 8414, RFC 7517)
final class MetadataResource {
    private static final List<String> CLIENT_AUTHENTICATION = List.of("client_secret_basic", "client_secret_post");

    /// Pages of every origin may read what everybody may read, whatever fields they send with their call.
    private static final Reply PREFLIGHT = open(Reply.empty(204))
            .with("Access-Control-Allow-Methods", "GET")
            .with("Access-Control-Allow-Headers", "*")
            .with("Access-Control-Max-Age", "86400");

    List<Route> routes(Endpoints endpoints) {
        String metadata = Places.ROOT + "/.well-known/oauth-authorization-server";
        String keys = Places.ROOT + "/.well-known/jwks.json";
        return List.of(
                new Route("GET", metadata, Permission.NONE, endpoints.of(MetadataResource::metadata)),
                new Route("OPTIONS", metadata, Permission.NONE, _ -> PREFLIGHT),
                new Route("GET", keys, Permission.NONE, endpoints.of(MetadataResource::keys)),
                new Route("OPTIONS", keys, Permission.NONE, _ -> PREFLIGHT));
    }

    private static Reply metadata(Call call, Place place, TokenSettings settings) {
        boolean givesCodes = settings.loginUrl().isPresent();
        String endpoint = place.issuer() + "/oauth/";
        var members = new LinkedHashMap<String, Object>();
        members.put("issuer", place.issuer());
        if (givesCodes) {
            members.put("authorization_endpoint", endpoint + "authorize");
        }
        members.put("token_endpoint", endpoint + "token");
        members.put("jwks_uri", place.issuer() + "/.well-known/jwks.json");
        members.put("response_types_supported", givesCodes ? List.of("code") : List.of());
        members.put(
                "grant_types_supported",
                givesCodes
                        ? List.of("authorization_code", "client_credentials", "refresh_token")
                        : List.of("client_credentials", "refresh_token"));
        members.put("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        members.put("introspection_endpoint", endpoint + "introspect");
        members.put("introspection_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        members.put("revocation_endpoint", endpoint + "revoke");
        members.put("revocation_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        if (givesCodes) {
            members.put("code_challenge_methods_supported", List.of("S256"));
            members.put("authorization_response_iss_parameter_supported", true);
        }
        return kept(Reply.json(200, members));
    }

    private static Reply keys(Call call, Place place, TokenSettings settings) {
        return kept(Reply.json(200, KeySet.of(place.environment().trust())));
    }

    private static Reply kept(Reply reply) {
        return open(reply).with("Cache-Control", "max-age=300");
    }

    private static Reply open(Reply reply) {
        return reply.with("Access-Control-Allow-Origin", "*");
    }
}
