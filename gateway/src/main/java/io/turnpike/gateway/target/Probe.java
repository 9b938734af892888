package io.turnpike.gateway.target;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Trailers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks a target once whether it is well, on a connection of its own: a 2xx or 3xx says so.
final class Probe implements TargetCall, Receiver {
    private final String head;
    private final Consumer<Boolean> then;
    private @Nullable TargetLink link;
    private boolean over;

    /// @param then hears once whether the target is well
    Probe(String authority, String path, Consumer<Boolean> then) {
        this.head = "GET " + path + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n\r\n";
        this.then = then;
    }

    /// Gives up; a target that says nothing is not well.
    void end() {
        end(false);
    }

    @Override
    public void connected(TargetLink open) {
        link = open;
        if (over) {
            open.dropConnection();
            return;
        }
        open.carry(this, this, "GET", false);
        open.sendHead(new HeadWriter().write(head), true, true);
        open.flush();
    }

    @Override
    public void notConnected() {
        end(false);
    }

    /// It asks for a connection beyond the count.
    @Override
    public void crowded() {
        end(false);
    }

    @Override
    public void answered(AnswerHead answer) {
        end(answer.status() < 400);
    }

    @Override
    public void targetGone(boolean silent) {
        end(false);
    }

    @Override
    public void answerFlawed() {
        end(false);
    }

    @Override
    public void failed(RuntimeException bug) {
        Failures.report(bug);
        end(false);
    }

    @Override
    public void interim(AnswerHead answer) {}

    @Override
    public void targetWritable() {}

    @Override
    public void answerPiece(ByteBuf piece) {
        piece.release();
    }

    @Override
    public void answerEnded(boolean reusable, Trailers trailers) {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void flush() {}

    private void end(boolean isWell) {
        if (over) {
            return;
        }
        over = true;
        if (link != null) {
            link.dropConnection();
        }
        then.accept(isWell);
    }
}
