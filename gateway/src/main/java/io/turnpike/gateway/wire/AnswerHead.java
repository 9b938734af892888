package io.turnpike.gateway.wire;

import org.jspecify.annotations.Nullable;

/// The head of a target's answer (HT20, HT22).
public final class AnswerHead extends Head {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_FIELD_BYTES = 32 * 1024;
    /// `HTTP/1.1 200`.
    private static final int LEAST_LINE = 12;

    private int status;
    private int minorVersion;
    private int reasonStart;
    private int reasonEnd;
    private boolean answersHead;
    private boolean mayUpgrade;
    private long bodyLength;

    /// Says what is answered; before each call, since an answer to HEAD has no body.
    ///
    /// @param upgrade whether the call asks for a WebSocket
    public void expect(String method, boolean upgrade) {
        answersHead = method.equals("HEAD");
        mayUpgrade = upgrade;
    }

    public int status() {
        return status;
    }

    /// 0 or 1.
    public int minorVersion() {
        return minorVersion;
    }

    /// Whether another head follows.
    public boolean isInterim() {
        return status < 200 && !isUpgrade();
    }

    /// Whether the connection is a WebSocket from here on, as was asked for (HT30).
    public boolean isUpgrade() {
        return status == 101 && mayUpgrade && lists(Known.UPGRADE, "websocket") && lists(Known.CONNECTION, "upgrade");
    }

    /// In bytes, or `Body.CHUNKED`, or `Body.UNTIL_CLOSE`.
    public long bodyLength() {
        return bodyLength;
    }

    public boolean keepsConnection() {
        return minorVersion == 1 && !lists(Known.CONNECTION, "close");
    }

    /// Writes the status line as our own.
    public void writeStatusLine(HeadWriter out) {
        out.status(status).write(bytes, reasonStart, reasonEnd).endLine();
    }

    @Override
    int maxStartLine() {
        return MAX_LINE;
    }

    @Override
    int maxFieldBytes() {
        return MAX_FIELD_BYTES;
    }

    @Override
    @Nullable
    Flaw startLine(int start, int end) {
        if (end - start < LEAST_LINE || !Octets.startsWith(bytes, start, "HTTP/1.")) {
            return Flaw.BAD_MESSAGE;
        }
        status = 0;
        for (int i = start + 9; i < start + LEAST_LINE; i++) {
            if (!Octets.isDigit(bytes[i])) {
                return Flaw.BAD_MESSAGE;
            }
            status = status * 10 + bytes[i] - '0';
        }
        minorVersion = bytes[start + 7] - '0';
        reasonStart = Math.min(start + LEAST_LINE + 1, end);
        reasonEnd = end;
        boolean isGood = (minorVersion == 0 || minorVersion == 1)
                && bytes[start + 8] == ' '
                && status >= 100
                && status <= 599
                && (end == start + LEAST_LINE || bytes[start + LEAST_LINE] == ' ')
                && Octets.isText(bytes, reasonStart, end);
        return isGood ? null : Flaw.BAD_MESSAGE;
    }

    @Override
    @Nullable
    Flaw finish() {
        Flaw flaw = Framing.flaw(this, minorVersion);
        boolean hasNoBody = answersHead || status < 200 || status == 204 || status == 304;
        if (flaw == null) {
            bodyLength = isUpgrade() ? Body.UNTIL_CLOSE : hasNoBody ? 0 : Framing.length(this, Body.UNTIL_CLOSE);
        }
        return flaw;
    }
}
