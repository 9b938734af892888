package io.turnpike.gateway.exchange;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Where a connection comes from, as targets are told (PX4).
///
/// @param address of the peer, without a port
/// @param lines the fields that are the same for all calls of the connection
/// @param forwarded how the value of `Forwarded` begins
record ClientOrigin(String address, byte[] lines, String forwarded) {
    static ClientOrigin of(InetSocketAddress peer, InetSocketAddress local) {
        String address = peer.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        address = zone < 0 ? address : address.substring(0, zone);
        String lines = "X-Forwarded-For: " + address + "\r\nX-Real-IP: " + address
                + "\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: " + local.getPort() + "\r\n";
        String forwarded = peer.getAddress() instanceof Inet6Address ? "\"[" + address + "]\"" : address;
        return new ClientOrigin(address, lines.getBytes(StandardCharsets.US_ASCII), "for=" + forwarded + ";proto=http");
    }
}
