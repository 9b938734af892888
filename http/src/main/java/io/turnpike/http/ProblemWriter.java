package io.turnpike.http;

import io.turnpike.problem.Problem;

/// Gives problems their status and wording. A call that it is given may have no route and no principal yet.
///
/// The edge adds the fields of HTTP itself (`Allow`, `WWW-Authenticate`, `Retry-After`) where they are missing.
public interface ProblemWriter {
    Reply write(Problem problem, Call call);

    /// The storage cannot be reached: 503.
    Reply writeUnavailable(Call call);

    /// A bug: 500 with the id under which the log has its trace, and nothing else about it.
    Reply writeIncident(String incidentId, Call call);
}
