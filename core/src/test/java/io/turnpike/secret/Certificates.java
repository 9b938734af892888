package io.turnpike.secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A certificate that vouches for itself, made by the JDK's own tool.
///
/// @param pem as it is given to those who are to trust it
/// @param key in PKCS#8
public record Certificates(SSLContext context, String pem, PrivateKey key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /// @param names such as `dns:localhost,ip:127.0.0.1`
    public static Certificates of(Path folder, String names) throws Exception {
        return of(folder, names, "EC");
    }

    public static Certificates of(Path folder, String names, String algorithm) throws Exception {
        Path file = folder.resolve(Integer.toHexString((names + algorithm).hashCode()) + ".p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "target",
                        "-keyalg",
                        algorithm,
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
            return new Certificates(context(store), pem(store), (PrivateKey) store.getKey("target", PASSWORD));
        }
    }

    /// A client that trusts this certificate.
    ///
    /// @param shown what the client shows of itself; null: nothing
    public SSLSocketFactory trustedBy(@Nullable Certificates shown) throws GeneralSecurityException, IOException {
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(shown == null ? null : shown.keyManagers(), trust(this), null);
        return client.getSocketFactory();
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static TrustManager[] trust(Certificates... all) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Certificates each : all) {
            trusted.setCertificateEntry("trusted" + trusted.size(), each.certificate());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, PASSWORD, new Certificate[] {certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys.getKeyManagers();
    }

    public Listener listen() throws IOException {
        return new Listener(context, false);
    }

    /// Takes connections of those alone that show one of some certificates.
    public Listener listenTo(Certificates... clients) throws GeneralSecurityException, IOException {
        return new Listener(trusting(clients), true);
    }

    /// For a server that shows this one, and trusts clients that show one of others.
    public SSLContext trusting(Certificates... clients) throws GeneralSecurityException, IOException {
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(keyManagers(), trust(clients), null);
        return server;
    }

    /// The key in PEM.
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String pem(KeyStore store) throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate("target").getEncoded());
    }

    public static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /// Speaks TLS on a socket that can be reached below it.
    public static final class Listener extends ServerSocket {
        private final SSLContext context;
        private final boolean asks;
        private final BlockingQueue<Certificate> shown = new LinkedBlockingQueue<>();
        private volatile @Nullable Socket below;

        private Listener(SSLContext context, boolean asks) throws IOException {
            super(0, 64, InetAddress.getLoopbackAddress());
            this.context = context;
            this.asks = asks;
        }

        /// What the next connection showed; waits for one.
        public Certificate shown() throws InterruptedException {
            return Objects.requireNonNull(shown.poll(10, TimeUnit.SECONDS), "nobody showed a certificate");
        }

        /// The socket below the connection that was accepted last.
        public Socket below() {
            return Objects.requireNonNull(below);
        }

        @Override
        public Socket accept() throws IOException {
            Socket plain = super.accept();
            below = plain;
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
            if (asks) {
                socket.setNeedClientAuth(true);
                socket.addHandshakeCompletedListener(this::note);
            }
            return socket;
        }

        private void note(HandshakeCompletedEvent shaken) {
            try {
                shown.add(shaken.getPeerCertificates()[0]);
            } catch (SSLPeerUnverifiedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
