package io.turnpike.metering.log;

import io.turnpike.usage.Ended;
import java.util.List;

/// Which parts an entry has, in the order in which they stand, and numbers for what is named in them.
final class EntryFormat {
    static final int CHARGES = 1;
    static final int START = 1 << 1;
    static final int DECISION = 1 << 2;
    static final int PLACE = 1 << 3;
    /// A holder as formats 1 and 2 wrote it.
    static final int HOLDER_2 = 1 << 4;

    static final int COVER = 1 << 5;
    static final int REFUSAL = 1 << 6;
    static final int FAULT = 1 << 7;
    static final int USER_AGENT = 1 << 8;
    /// The request's id is the call's own, and left out.
    static final int OWN_REQUEST_ID = 1 << 9;

    /// A second entry as format 1 wrote it.
    static final int END_1 = 1 << 10;

    static final int END = 1 << 11;
    static final int TARGET = 1 << 12;
    /// What went wrong after the decision.
    static final int LATE_FAULT = 1 << 13;

    /// The holder's app belongs to a group, not to a developer.
    static final int OF_GROUP = 1 << 14;

    /// Windows of the charges are in milliseconds; without it, in seconds.
    static final int IN_MILLIS = 1 << 15;

    static final int HOLDER = 1 << 16;
    static final int TOKEN = 1 << 17;
    static final int HTTP = 1 << 18;
    static final int HTTPS = 1 << 19;
    static final int GRAPH_QL = 1 << 20;

    /// An outcome's number is its place; new ones come last.
    static final List<Ended.Outcome> OUTCOMES =
            List.of(Ended.Outcome.COMPLETE, Ended.Outcome.CLIENT_GONE, Ended.Outcome.TARGET_GONE);

    private EntryFormat() {}
}
