package io.turnpike.http;

import io.turnpike.access.Access;
import io.turnpike.access.Permission;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.StorageUnavailable;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edge: every request becomes an answer here, and every exception too.
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /// What changes nothing (RFC 9110 9.2.1).
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Surface surface;
    private final RouteTree routes;

    Dispatcher(Surface surface) {
        this.surface = surface;
        this.routes = new RouteTree(surface.routes());
    }

    Reply answer(Head head, Body body) {
        var call = call(head, body);
        try {
            return handled(call);
        } catch (Throwable fault) {
            return incident(fault, call);
        }
    }

    /// Answers a request that the web server itself refuses to read.
    Reply refuse(Head head, Problem problem) {
        return refused(problem, call(head, Body.NONE));
    }

    /// Answers a request on which the web server itself failed.
    Reply fail(Head head, Throwable fault) {
        return incident(fault, call(head, Body.NONE));
    }

    private Call call(Head head, Body body) {
        return new Call(head, surface.rewriter().rewrite(head.target().rawPath()), body);
    }

    private Reply handled(Call call) {
        try {
            return admittedOrNoted(call);
        } catch (Refused refused) {
            return refused(refused.problem(), call);
        } catch (StorageUnavailable unavailable) {
            LOG.warn("{}: {}", call.method(), unavailable.getMessage());
            return orElse(surface.problems().writeUnavailable(call), "Retry-After", "1");
        }
    }

    private Reply admittedOrNoted(Call call) {
        try {
            var route = admitted(call);
            return filtered(route.handler()).handle(call);
        } catch (Refused refused) {
            if (refused.problem() instanceof Problem.Forbidden && call.isAuthenticated()) {
                surface.denials().denied(call.caller());
            }
            throw refused;
        }
    }

    private Route admitted(Call call) {
        if (!SAFE.contains(call.method()) && Origin.isForeign(call)) {
            throw new Refused(new Problem.Forbidden("a request from this site"));
        }
        call.query().requireValid();
        var match = routes.find(call.method(), call.path());
        call.matched(match);
        if (match.route().permission() != Permission.NONE) {
            authorize(call, match.access(call.method()));
        }
        return match.route();
    }

    private void authorize(Call call, Access access) {
        var authorization = call.header("Authorization").orElse(null);
        var principal = surface.authenticator().authenticate(authorization, call.remoteAddress());
        call.authenticated(principal);
        if (!principal.may(access)) {
            throw new Refused(new Problem.Forbidden(access.permission().name()));
        }
    }

    private Handler filtered(Handler handler) {
        var outermost = handler;
        for (var filter : surface.filters().reversed()) {
            var next = outermost;
            outermost = call -> filter.apply(call, next);
        }
        return outermost;
    }

    private Reply refused(Problem problem, Call call) {
        var reply = surface.problems().write(problem, call);
        return switch (problem) {
            case Problem.MethodNotAllowed wrong -> orElse(reply, "Allow", String.join(", ", wrong.allowed()));
            case Problem.Unauthenticated _ ->
                orElse(reply, "WWW-Authenticate", "Basic realm=\"turnpike\", charset=\"UTF-8\"");
            case Problem.TooMany(long seconds) -> orElse(reply, "Retry-After", Long.toString(seconds));
            default -> reply;
        };
    }

    private Reply incident(Throwable fault, Call call) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("incident {} in a {}", id, call.method(), fault);
        try {
            return surface.problems().writeIncident(id, call);
        } catch (RuntimeException again) {
            LOG.error("incident {} could not be written", id, again);
            return Reply.json(500, Map.of("incident", id));
        }
    }

    private static Reply orElse(Reply reply, String header, String value) {
        return reply.header(header).isPresent() ? reply : reply.with(header, value);
    }
}
