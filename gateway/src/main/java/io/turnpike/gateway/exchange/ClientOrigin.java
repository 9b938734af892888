package io.turnpike.gateway.exchange;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Known;
import io.turnpike.gateway.wire.RequestHead;
import java.nio.charset.StandardCharsets;

/// Where a connection comes from, and what targets are told of it (PX4). The words of a peer that is trusted are
/// kept, and ours put behind them; those of any other are replaced.
public final class ClientOrigin {
    private final TrustedProxies trusted;
    private final ClientAddress peer;
    private final boolean isTrusted;
    private final int port;
    private final String scheme;
    /// The fields that are the same for all calls of the connection, where the peer is not trusted.
    private final byte[] lines;
    private final String forwarded;

    private ClientOrigin(ClientAddress peer, int port, String scheme, TrustedProxies trusted) {
        this.peer = peer;
        this.trusted = trusted;
        this.isTrusted = trusted.contain(peer.bytes());
        this.port = port;
        this.scheme = scheme;
        this.lines = ("X-Forwarded-For: " + peer.text() + "\r\nX-Real-IP: " + peer.text() + "\r\nX-Forwarded-Proto: "
                        + scheme + "\r\nX-Forwarded-Port: " + port + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.forwarded = "for=" + (peer.isV6() ? "\"[" + peer.text() + "]\"" : peer.text()) + ";proto=" + scheme;
    }

    /// @param channel its TLS, if it has any, is set up already
    public static ClientOrigin of(SocketChannel channel, TrustedProxies trusted) {
        boolean isTls = channel.pipeline().get(SslHandler.class) != null;
        return new ClientOrigin(
                ClientAddress.of(channel.remoteAddress().getAddress()),
                channel.localAddress().getPort(),
                isTls ? "https" : "http",
                trusted);
    }

    /// Whom a call comes from: the peer, or the last address that a trusted peer does not vouch for.
    ClientAddress client(RequestHead head) {
        if (!isTrusted) {
            return peer;
        }
        ClientAddress nearest = peer;
        String[] path = forwardedFor(head).split(",");
        for (int i = path.length - 1; i >= 0 && trusted.contain(nearest.bytes()); i--) {
            ClientAddress before = ClientAddress.parse(path[i].strip());
            if (before == null) {
                return nearest;
            }
            nearest = before;
        }
        return nearest;
    }

    /// `http` or `https`: how the client came, as far as that is known.
    String scheme(RequestHead head) {
        String sent = isTrusted ? head.value(Known.X_FORWARDED_PROTO) : null;
        return sent != null && (sent.equals("http") || sent.equals("https")) ? sent : scheme;
    }

    /// Writes all that says where a call comes from.
    ///
    /// @param client whom the call comes from
    /// @param host as the client sent it; empty if it sent none
    void write(RequestHead head, ClientAddress client, String host, String basePath, HeadWriter out) {
        if (isTrusted) {
            writeBehind(Known.X_FORWARDED_FOR, "X-Forwarded-For", peer.text(), head, out);
            writeUnlessSent(Known.X_REAL_IP, "X-Real-IP", client.text(), head, out);
            writeUnlessSent(Known.X_FORWARDED_PROTO, "X-Forwarded-Proto", scheme, head, out);
            writeUnlessSent(Known.X_FORWARDED_PORT, "X-Forwarded-Port", Integer.toString(port), head, out);
            writeUnlessSent(Known.X_FORWARDED_HOST, "X-Forwarded-Host", host, head, out);
            writeBehind(Known.X_FORWARDED_PREFIX, "X-Forwarded-Prefix", basePath, head, out);
            writeBehind(Known.FORWARDED, "Forwarded", forwarded(host), head, out);
            return;
        }
        out.write(lines);
        if (!host.isEmpty()) {
            out.field("X-Forwarded-Host", host);
        }
        out.field("X-Forwarded-Prefix", basePath);
        out.write("Forwarded: ").write(forwarded);
        if (!host.isEmpty()) {
            out.write(";host=\"").write(host).write('"');
        }
        out.endLine();
    }

    private String forwarded(String host) {
        return host.isEmpty() ? forwarded : forwarded + ";host=\"" + host + "\"";
    }

    private static String forwardedFor(RequestHead head) {
        StringBuilder all = new StringBuilder();
        int field = head.find(Known.X_FORWARDED_FOR);
        while (field >= 0) {
            all.append(all.isEmpty() ? "" : ",").append(head.value(field));
            field = head.find(Known.X_FORWARDED_FOR, field + 1);
        }
        return all.toString();
    }

    private static void writeBehind(Known known, String name, String ours, RequestHead head, HeadWriter out) {
        out.write(name).colon();
        for (int field = head.find(known); field >= 0; field = head.find(known, field + 1)) {
            head.writeValue(field, out);
            out.write(", ");
        }
        out.write(ours).endLine();
    }

    private static void writeUnlessSent(Known known, String name, String ours, RequestHead head, HeadWriter out) {
        int field = head.find(known);
        if (field >= 0) {
            out.write(name).colon();
            head.writeValue(field, out);
            out.endLine();
        } else if (!ours.isEmpty()) {
            out.field(name, ours);
        }
    }
}
