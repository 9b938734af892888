package io.turnpike.gateway.wire;

/// What is wrong with a message on the wire. After any of these the connection cannot be read on.
public enum Flaw {
    /// Not HTTP, or framed so that two readers could differ (http HT1, HT7, HT10 to HT13).
    BAD_MESSAGE,
    /// The request line is longer than 8 KiB (HT8).
    TOO_BIG_LINE,
    /// More than 100 fields, or more than 32 KiB of them (HT8).
    TOO_BIG_HEADERS,
    /// A transfer coding other than `chunked` (HT12).
    UNSUPPORTED_CODING,
    /// A version other than 1.x (HT1).
    UNSUPPORTED_VERSION
}
