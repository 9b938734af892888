package io.turnpike.gateway.admission;

/// One call on its way between a client and a target, as an engine of some protocol carries it.
public interface Exchange {
    Arrival call();

    /// Looks for what the call asks of a GraphQL API and has it admitted again (`Turnstile.admitRead`), or has it
    /// refused where that cannot be read. Called at most once.
    void readGraphQl();

    /// Tells what to do with the call: forward it, or answer with the fault. Called once, on the exchange's own
    /// loop; not always before `admit` or `refuse` return.
    void settle(Verdict verdict);
}
