package io.turnpike.http;

/// Where a listener listens, and what it takes.
///
/// @param address name or IP address to listen on
/// @param port TCP port; 0 picks a free one
/// @param maxBody largest body of a request, in bytes
public record HttpConfig(String address, int port, int maxBody) {
    public static final int DEFAULT_MAX_BODY = 4 << 20;

    public HttpConfig(String address, int port) {
        this(address, port, DEFAULT_MAX_BODY);
    }
}
