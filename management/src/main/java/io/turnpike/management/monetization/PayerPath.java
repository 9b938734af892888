package io.turnpike.management.monetization;

import io.turnpike.storage.Work;

/// Names a payer by segments of a path, see `Segments`.
record PayerPath(PayerKind kind, String organization, String payer) {
    /// @throws io.turnpike.problem.Refused with `NotFound`
    Payer require(Work work) {
        return kind.require(work, work.organizations().require(organization), payer);
    }
}
