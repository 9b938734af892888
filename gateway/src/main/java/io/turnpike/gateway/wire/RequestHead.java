package io.turnpike.gateway.wire;

import org.jspecify.annotations.Nullable;

/// The head of a request (HT1, HT7, HT8, HT10 to HT12).
public final class RequestHead extends Head {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_FIELD_BYTES = 32 * 1024;
    /// Longest target or authority that is kept for the messages to come.
    private static final int MAX_LAST = 1024;
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"};

    private final boolean isHttp2;
    private String method = "";
    private String target = "";
    /// Often the same again.
    private String lastTarget = "";
    private @Nullable String lastAuthority;
    private String lastHost = "";
    private int minorVersion;
    private long bodyLength;

    /// A head of HTTP/1.x.
    public RequestHead() {
        this(false);
    }

    /// @param isHttp2 whether it came by HTTP/2, and is written down as one of HTTP/1.1
    public RequestHead(boolean isHttp2) {
        this.isHttp2 = isHttp2;
    }

    /// By which version of HTTP it came: `1.0`, `1.1` or `2`.
    public String version() {
        return isHttp2 ? "2" : minorVersion == 0 ? "1.0" : "1.1";
    }

    /// As sent; empty while the request line is not read.
    public String method() {
        return method;
    }

    /// As sent, of whatever form; empty while the request line is not read.
    public String target() {
        return target;
    }

    /// That of the field `Host` in lower case, without its port; empty where the field is not there.
    public String host() {
        return has(Known.HOST) ? lastHost : "";
    }

    /// 0 or 1: a higher one is treated as 1.
    public int minorVersion() {
        return minorVersion;
    }

    /// In bytes, or `Body.CHUNKED`.
    public long bodyLength() {
        return bodyLength;
    }

    /// Whether the client wants the connection to stay (RFC 9112 9.3).
    public boolean keepsConnection() {
        return minorVersion == 1
                ? !has(Known.CONNECTION) || !lists(Known.CONNECTION, "close")
                : lists(Known.CONNECTION, "keep-alive") && !lists(Known.CONNECTION, "close");
    }

    /// Whether a WebSocket is asked for, by a call that can become one; else the wish is ignored (HT30).
    public boolean asksForWebSocket() {
        return has(Known.UPGRADE)
                && minorVersion == 1
                && bodyLength == 0
                && method.equals("GET")
                && lists(Known.UPGRADE, "websocket")
                && lists(Known.CONNECTION, "upgrade");
    }

    @Override
    public void clear() {
        super.clear();
        method = "";
        target = "";
        if (lastTarget.length() > MAX_LAST) {
            lastTarget = "";
        }
        if (lastAuthority != null && lastAuthority.length() > MAX_LAST) {
            lastAuthority = null;
            lastHost = "";
        }
    }

    @Override
    int maxStartLine() {
        return MAX_LINE;
    }

    @Override
    int maxFieldBytes() {
        return MAX_FIELD_BYTES;
    }

    /// `METHOD SP target SP HTTP/1.x`, exactly.
    @Override
    @Nullable
    Flaw startLine(int start, int end) {
        int methodEnd = start;
        while (methodEnd < end && Octets.isToken(bytes[methodEnd])) {
            methodEnd++;
        }
        int targetStart = methodEnd + 1;
        int targetEnd = targetStart;
        while (targetEnd < end
                && bytes[targetEnd] != ' '
                && Octets.isText(bytes[targetEnd])
                && bytes[targetEnd] != '\t') {
            targetEnd++;
        }
        if (methodEnd == start
                || methodEnd == end
                || bytes[methodEnd] != ' '
                || targetEnd == targetStart
                || targetEnd >= end) {
            return Flaw.BAD_MESSAGE;
        }
        if (bytes[targetEnd] != ' '
                || end - targetEnd != 9
                || !Octets.equalsIgnoreCase(bytes, targetEnd + 1, targetEnd + 6, "http/")) {
            return Flaw.BAD_MESSAGE;
        }
        method = method(start, methodEnd);
        target = target(targetStart, targetEnd);
        return version(targetEnd + 1);
    }

    /// One `Host` under HTTP/1.1, at most one under 1.0, and at most one `Authorization`.
    @Override
    @Nullable
    Flaw finish() {
        int host = find(Known.HOST);
        if (host < 0 ? minorVersion == 1 : find(Known.HOST, host + 1) >= 0 || !isAuthority(value(host))) {
            return Flaw.BAD_MESSAGE;
        }
        int authorization = find(Known.AUTHORIZATION);
        if (authorization >= 0 && find(Known.AUTHORIZATION, authorization + 1) >= 0) {
            return Flaw.BAD_MESSAGE;
        }
        Flaw flaw = Framing.flaw(this, minorVersion);
        bodyLength = flaw == null ? Framing.length(this, 0) : 0;
        return flaw;
    }

    private @Nullable Flaw version(int start) {
        boolean isVersion = bytes[start] == 'H'
                && bytes[start + 1] == 'T'
                && bytes[start + 2] == 'T'
                && bytes[start + 3] == 'P'
                && Octets.isDigit(bytes[start + 5])
                && bytes[start + 6] == '.'
                && Octets.isDigit(bytes[start + 7]);
        if (!isVersion) {
            return Flaw.BAD_MESSAGE;
        }
        minorVersion = bytes[start + 7] == '0' ? 0 : 1;
        return bytes[start + 5] == '1' ? null : Flaw.UNSUPPORTED_VERSION;
    }

    /// Takes the host out of one that is good, unless it is the same as the one before.
    private boolean isAuthority(String text) {
        if (!text.equals(lastAuthority)) {
            if (!Authority.isValid(text)) {
                return false;
            }
            lastAuthority = text;
            lastHost = Authority.host(text);
        }
        return true;
    }

    private String target(int start, int end) {
        boolean isSame = lastTarget.length() == end - start && Octets.startsWith(bytes, start, lastTarget);
        if (!isSame) {
            lastTarget = Octets.text(bytes, start, end);
        }
        return lastTarget;
    }

    private String method(int start, int end) {
        for (String known : METHODS) {
            if (known.length() == end - start && Octets.startsWith(bytes, start, known)) {
                return known;
            }
        }
        return Octets.text(bytes, start, end);
    }
}
