package io.turnpike.gateway;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.turnpike.gateway.tls.TlsConfig;
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
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A certificate that vouches for itself, made by the JDK's own tool.
///
/// @param pem as it is given to those who are to trust it
/// @param key in PKCS#8
record Certificates(SSLContext context, String pem, PrivateKey key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /// @param names such as `dns:localhost,ip:127.0.0.1`
    static Certificates of(Path folder, String names) throws Exception {
        return of(folder, names, "EC");
    }

    static Certificates of(Path folder, String names, String algorithm) throws Exception {
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

    /// Writes certificate and key as an operator would get them.
    TlsConfig.KeyFiles write(Path folder, String name) throws IOException {
        return new TlsConfig.KeyFiles(
                Files.writeString(folder.resolve(name + ".crt"), pem),
                Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())));
    }

    /// A client that trusts this certificate.
    ///
    /// @param shown what the client shows of itself; null: nothing
    SSLSocketFactory trustedBy(Certificates shown) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(shown == null ? null : shown.keyManagers(), trust.getTrustManagers(), null);
        return client.getSocketFactory();
    }

    /// A client that looks at certificates, and takes each.
    static SSLSocketFactory trustingAnyone() throws GeneralSecurityException {
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return client.getSocketFactory();
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, PASSWORD, new Certificate[] {certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys.getKeyManagers();
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
        return pem("CERTIFICATE", store.getCertificate("target").getEncoded());
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
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
