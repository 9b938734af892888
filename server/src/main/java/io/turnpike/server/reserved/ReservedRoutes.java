package io.turnpike.server.reserved;

import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.gateway.reserved.ReservedPaths;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.http.DirectSurface;
import io.turnpike.http.PathRewriter;
import io.turnpike.http.Route;
import io.turnpike.http.Surface;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;

/// Serves routes whose templates begin with `/.turnpike/{env}`. None of them is for operators: each finds out itself
/// who calls.
public final class ReservedRoutes implements ReservedPaths {
    private final DirectSurface surface;

    public ReservedRoutes(List<Route> routes) {
        this.surface = new DirectSurface(new Surface(
                routes,
                (_, _) -> {
                    throw new Refused(new Problem.Unauthenticated("no operators here"));
                },
                _ -> {},
                new ReservedProblems(),
                path -> new PathRewriter.Rewritten(path, ""),
                List.of()));
    }

    @Override
    public ReservedReply answer(ReservedCall call) {
        var reply = surface.answer(new DirectSurface.Request(
                call.method(), call.path(), call.query(), call.clientAddress(), call.fields(), call.body()));
        return new ReservedReply(reply.status(), reply.headers(), reply.body());
    }
}
