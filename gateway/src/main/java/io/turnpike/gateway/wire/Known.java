package io.turnpike.gateway.wire;

import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The fields that the gateway acts on. Every other field passes as it is.
public enum Known {
    HOST(Fate.FRAME),
    CONTENT_LENGTH(Fate.FRAME),
    TRANSFER_ENCODING(Fate.FRAME),
    CONNECTION(Fate.HOP),
    KEEP_ALIVE(Fate.HOP),
    PROXY_CONNECTION(Fate.HOP),
    UPGRADE(Fate.HOP),
    TE(Fate.HOP),
    TRAILER,
    ORIGIN,
    ACCESS_CONTROL_REQUEST_METHOD,
    ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_ALLOW_ORIGIN(Fate.CORS),
    ACCESS_CONTROL_ALLOW_CREDENTIALS(Fate.CORS),
    ACCESS_CONTROL_ALLOW_METHODS(Fate.CORS),
    ACCESS_CONTROL_ALLOW_HEADERS(Fate.CORS),
    ACCESS_CONTROL_EXPOSE_HEADERS(Fate.CORS),
    ACCESS_CONTROL_MAX_AGE(Fate.CORS),
    EXPECT,
    AUTHORIZATION(Fate.SECRET),
    ACCEPT,
    USER_AGENT,
    DATE,
    MAX_FORWARDS,
    VIA,
    X_REQUEST_ID(Fate.OURS),
    TURNPIKE_DECISION(Fate.OURS),
    RATELIMIT(Fate.LIMIT),
    RATELIMIT_POLICY(Fate.LIMIT),
    X_RATELIMIT_LIMIT(Fate.LIMIT),
    X_RATELIMIT_REMAINING(Fate.LIMIT),
    X_RATELIMIT_RESET(Fate.LIMIT),
    FORWARDED(Fate.ORIGIN),
    X_FORWARDED_FOR(Fate.ORIGIN),
    X_FORWARDED_HOST(Fate.ORIGIN),
    X_FORWARDED_PORT(Fate.ORIGIN),
    X_FORWARDED_PREFIX(Fate.ORIGIN),
    X_FORWARDED_PROTO(Fate.ORIGIN),
    X_REAL_IP(Fate.ORIGIN),
    X_APIGEE_ACCESSTOKEN(Fate.CONTEXT),
    X_APIGEE_ANALYTICS_PRODUCT(Fate.CONTEXT),
    X_APIGEE_API(Fate.CONTEXT),
    X_APIGEE_APIPRODUCTS(Fate.CONTEXT),
    X_APIGEE_APPLICATION(Fate.CONTEXT),
    X_APIGEE_AUTHORIZED(Fate.CONTEXT),
    X_APIGEE_CLIENTID(Fate.CONTEXT),
    X_APIGEE_CUSTOMATTRIBUTES(Fate.CONTEXT),
    X_APIGEE_DEVELOPEREMAIL(Fate.CONTEXT),
    X_APIGEE_ENVIRONMENT(Fate.CONTEXT),
    X_APIGEE_ORGANIZATION(Fate.CONTEXT),
    X_APIGEE_SCOPE(Fate.CONTEXT),
    /// Spelt like one of the above but with `_` for `-`; many a target reads it as the same.
    LOOK_ALIKE(Fate.OURS),
    /// The same of those that say who calls, and from where: of no matter in an answer.
    CALLERS_LOOK_ALIKE(Fate.CONTEXT);

    private static final int SLOTS = 512;
    private static final @Nullable Known[] TABLE = new @Nullable Known[SLOTS];

    static {
        for (Known known : EnumSet.complementOf(EnumSet.of(LOOK_ALIKE, CALLERS_LOOK_ALIKE))) {
            int slot = slot(hash(known.lower));
            while (TABLE[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            TABLE[slot] = known;
        }
    }

    private final String lower = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Fate fate;

    Known() {
        this(Fate.READ);
    }

    Known(Fate fate) {
        this.fate = fate;
    }

    public Fate fate() {
        return fate;
    }

    static int hash(int hash, byte folded) {
        return hash * 31 + folded;
    }

    /// The field that some bytes name.
    ///
    /// @param hash of their folded form
    static @Nullable Known of(byte[] bytes, int start, int end, int hash) {
        for (int slot = slot(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
            Known known = TABLE[slot];
            if (known == null) {
                return null;
            }
            if (Octets.isNamed(bytes, start, end, known.lower)) {
                return Octets.equalsIgnoreCase(bytes, start, end, known.lower) ? known : known.lookAlike();
            }
        }
    }

    /// `user_agent` is nobody's business.
    private @Nullable Known lookAlike() {
        return switch (fate) {
            case READ, CORS -> null;
            case ORIGIN, CONTEXT -> CALLERS_LOOK_ALIKE;
            case FRAME, SECRET, HOP, OURS, LIMIT -> LOOK_ALIKE;
        };
    }

    private static int hash(String lower) {
        int hash = 0;
        for (int i = 0; i < lower.length(); i++) {
            hash = hash(hash, (byte) lower.charAt(i));
        }
        return hash;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 9 ^ hash >>> 18) & (SLOTS - 1);
    }

    /// What becomes of a field that we know, unless a rule of its own says more.
    public enum Fate {
        /// Read by us, and passed on.
        READ,
        /// Written anew for the next hop.
        FRAME,
        /// Passed on unless it is a credential that we take (HT17).
        SECRET,
        /// Ends at the next hop, both ways (HT15).
        HOP,
        /// Said by us alone, both ways.
        OURS,
        /// Says where a call came from; from a client that is not trusted it is replaced (PX4).
        ORIGIN,
        /// Says who calls; from a client it is removed (runtime 1.7).
        CONTEXT,
        /// Says what pages of other origins may do; replaced in answers where the proxy says it.
        CORS,
        /// Says what is left of a limit; replaced in answers where we say it.
        LIMIT
    }
}
