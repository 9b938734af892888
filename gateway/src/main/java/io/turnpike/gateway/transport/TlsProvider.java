package io.turnpike.gateway.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/// Whose TLS is spoken on this machine: OpenSSL's where its library fits, else the JDK's.
public final class TlsProvider {
    private TlsProvider() {}

    public static SslProvider ofThisMachine() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }
}
