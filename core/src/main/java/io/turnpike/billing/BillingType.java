package io.turnpike.billing;

/// When an owner of apps pays.
public enum BillingType {
    /// From the balance.
    PREPAID,
    /// By invoice.
    POSTPAID
}
