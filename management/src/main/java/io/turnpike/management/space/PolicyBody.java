package io.turnpike.management.space;

import io.turnpike.http.Reply;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Named;
import io.turnpike.model.Space;
import io.turnpike.model.Space.Binding;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/// The policy of a space on the wire.
///
/// @param etag of the policy that was read before; empty where the last write wins
record PolicyBody(String etag, List<Binding> bindings) {
    private static final int VERSION = 1;

    static PolicyBody read(Fields body) {
        var policy = body.object("policy", Kind.SPACE).orElseThrow(() -> body.invalid("policy", "must be given"));
        var bindings = policy.objects("bindings", Kind.SPACE).stream()
                .map(PolicyBody::binding)
                .toList();
        return new PolicyBody(policy.text("etag"), bindings);
    }

    static Reply reply(Named<Space> space, View view) {
        var bindings = space.content().bindings().stream()
                .map(binding -> view.members()
                        .text("role", binding.role())
                        .list("members", binding.members())
                        .toMap())
                .toList();
        return Reply.json(
                200,
                view.members()
                        .value("version", VERSION)
                        .text("etag", etag(space))
                        .list("bindings", bindings)
                        .toMap());
    }

    /// @throws Refused with `ChangedMeanwhile` where another policy was read before
    Space replacing(Named<Space> former) {
        if (!etag.isEmpty() && !etag.equals(etag(former))) {
            throw new Refused(new Problem.ChangedMeanwhile(Kind.SPACE, former.name(), former.version()));
        }
        return new Space(former.content().displayName(), bindings);
    }

    /// A policy that holds under conditions only would be shown as one that always holds.
    private static Binding binding(Fields binding) {
        if (binding.has("condition")) {
            throw binding.invalid("condition", "is not supported");
        }
        return new Binding(binding.text("role"), binding.list("members"));
    }

    private static String etag(Named<Space> space) {
        byte[] version =
                ByteBuffer.allocate(Long.BYTES).putLong(space.version()).array();
        return Base64.getEncoder().encodeToString(version);
    }
}
