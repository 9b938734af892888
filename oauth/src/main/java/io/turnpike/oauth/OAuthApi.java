package io.turnpike.oauth;

import io.turnpike.decision.Catalogue;
import io.turnpike.http.Authenticator;
import io.turnpike.http.Route;
import io.turnpike.oauth.authorize.AuthorizeResource;
import io.turnpike.oauth.endpoint.Clients;
import io.turnpike.oauth.endpoint.Endpoints;
import io.turnpike.oauth.endpoint.Places;
import io.turnpike.oauth.endpoint.Writing;
import io.turnpike.oauth.jwt.Signers;
import io.turnpike.oauth.token.IntrospectionResource;
import io.turnpike.oauth.token.RevocationResource;
import io.turnpike.oauth.token.TokenResource;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Everything that is served under `/.turnpike/{env}/oauth`, and what tells of it.
public final class OAuthApi {
    private final Node node;

    public OAuthApi(Node node) {
        this.node = node;
    }

    public List<Route> routes() {
        var storage = node.storage;
        var vault = node.vault;
        var clock = node.clock;
        var endpoints = new Endpoints(new Places(node.catalogue), storage);
        var clients = new Clients(storage, vault, clock);
        var writing = new Writing(storage, node.enforced);
        var signers = new Signers(storage, writing, vault, clock);
        return Stream.of(
                        new TokenResource(clients, writing, signers, vault, clock).routes(endpoints),
                        new RevocationResource(clients, writing, vault, clock).routes(endpoints),
                        new IntrospectionResource(clients, node.operators, storage, vault, clock).routes(endpoints),
                        new AuthorizeResource(clients, writing, vault, clock).routes(endpoints),
                        new MetadataResource().routes(endpoints))
                .flatMap(List::stream)
                .toList();
    }

    /// What the endpoints stand on in one process.
    ///
    /// @param enforced waits until this node enforces a revision
    /// @param operators tells service accounts of the management port
    public record Node(
            Storage storage,
            Vault vault,
            Clock clock,
            Supplier<Catalogue> catalogue,
            LongConsumer enforced,
            Authenticator operators) {}
}
