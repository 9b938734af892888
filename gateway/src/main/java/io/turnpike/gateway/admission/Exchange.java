package io.turnpike.gateway.admission;

/// One call on its way between a client and a target, as an engine of some protocol carries it.
public interface Exchange {
    Arrival call();

    /// Tells what to do with the call: forward it, or answer with the fault. Called once, on the exchange's own
    /// loop; not always before `admit` or `refuse` return.
    void settle(Verdict verdict);
}
