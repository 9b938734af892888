package io.turnpike.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that vouches for itself, made by the JDK's own tool.
///
/// @param pem as it is given to those who are to trust it
record Certificates(SSLContext context, String pem) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /// @param names such as `dns:localhost,ip:127.0.0.1`
    static Certificates of(Path folder, String names) throws Exception {
        Path file = folder.resolve(Integer.toHexString(names.hashCode()) + ".p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "target",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=target",
                        "-ext",
                        "san=" + names,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        if (tool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return new Certificates(context(store), pem(store));
        }
    }

    Listener listen() throws IOException {
        return new Listener(context);
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String pem(KeyStore store) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(store.getCertificate("target").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /// Speaks TLS on a socket that can be reached below it.
    static final class Listener extends ServerSocket {
        private final SSLContext context;
        private volatile Socket below;

        private Listener(SSLContext context) throws IOException {
            super(0, 64, InetAddress.getLoopbackAddress());
            this.context = context;
        }

        /// The socket below the connection that was accepted last.
        Socket below() {
            return below;
        }

        @Override
        public Socket accept() throws IOException {
            Socket plain = super.accept();
            below = plain;
            return context.getSocketFactory().createSocket(plain, null, true);
        }
    }
}
