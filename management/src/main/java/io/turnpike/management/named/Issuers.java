package io.turnpike.management.named;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.model.Issuer;
import io.turnpike.problem.Kind;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.Work;
import java.util.Optional;
import java.util.Set;

/// Issuers of tokens on the wire. Their bodies are our own: unknown members are refused.
///
/// Source: extensions 9, runtime 6.4.
final class Issuers implements Sort<Issuer> {
    private static final Set<String> MEMBERS =
            Set.of("name", "issuer", "jwksUrl", "audiences", "algorithms", "clientIdClaims", "apiKeyClaim");

    @Override
    public Kind kind() {
        return Kind.ISSUER;
    }

    @Override
    public String segment() {
        return "issuers";
    }

    @Override
    public Title title() {
        return new Title("Issuer", "an issuer of tokens", "issuers of tokens");
    }

    @Override
    public NamedStore<Issuer> in(Work work) {
        return work.issuers();
    }

    @Override
    public Issuer read(Fields body, Optional<Issuer> former) {
        var known = body.onlyKnown(MEMBERS);
        return new Issuer(
                known.text("issuer"),
                known.text("jwksUrl"),
                known.list("audiences"),
                known.list("algorithms"),
                known.list("clientIdClaims"),
                known.text("apiKeyClaim"));
    }

    @Override
    public void write(Issuer issuer, Members members) {
        members.text("issuer", issuer.issuer())
                .text("jwksUrl", issuer.jwksUrl())
                .list("audiences", issuer.audiences())
                .list("algorithms", issuer.algorithms())
                .list("clientIdClaims", issuer.clientIdClaims())
                .text("apiKeyClaim", issuer.apiKeyClaim());
    }
}
