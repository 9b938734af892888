package io.turnpike.model;

/// What shares one counter of a product's own quota. Unset means `OPERATION`.
///
/// Source: Apigee X `quotaCounterScope`.
public enum CounterScope {
    PROXY,
    OPERATION,
    PRODUCT
}
