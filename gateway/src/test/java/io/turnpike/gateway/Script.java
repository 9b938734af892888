package io.turnpike.gateway;

import java.util.List;

/// A case of the conformance suite: what client and target say in turn, and what each of them must hear.
///
/// A case whose client is not disconnected in the end goes on with one more call.
///
/// @param section the rule, and what of it is tested
/// @param setup how the gateway is set up; empty for the ordinary way
record Script(String section, String name, String setup, List<Step> steps) {
    @Override
    public String toString() {
        return section + ": " + name;
    }

    /// One thing that happens, or that must.
    ///
    /// @param text bytes, or `END` or `RESET` of a connection; of `PASS` a duration, of `RECORDED` an
    ///             outcome and a status
    record Step(Verb verb, String text) {
        boolean isEnd() {
            return text.equals("END");
        }

        boolean isReset() {
            return text.equals("RESET");
        }

        /// Whether the answer before it says that the connection is closed.
        boolean announcesEnd() {
            return verb == Verb.CLOSED || verb == Verb.TORN;
        }

        boolean endsConnection() {
            return announcesEnd() || (verb == Verb.CLIENT_GETS && (isEnd() || isReset()));
        }
    }

    enum Verb {
        CLIENT_SENDS(">"),
        CLIENT_GETS("<"),
        CLIENT_GETS_MORE("<+"),
        TARGET_GETS(">>"),
        TARGET_GETS_MORE(">>+"),
        TARGET_SENDS("<<"),
        RECORDED("recorded"),
        PASS("pass"),
        TORN("torn"),
        CLOSED("closed");

        final String sign;

        Verb(String sign) {
            this.sign = sign;
        }
    }
}
