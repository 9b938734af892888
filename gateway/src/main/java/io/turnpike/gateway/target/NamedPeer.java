package io.turnpike.gateway.target;

import io.turnpike.model.TargetServer.CommonName;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts those certificates alone that bear a given name, whatever the host is called: as an alternative name for a
/// host, or as the common name.
///
/// Source: Apigee "TLS/SSL TargetEndpoint configuration", CommonName.
final class NamedPeer extends X509ExtendedTrustManager {
    private static final Integer DNS_NAME = 2;

    private final X509ExtendedTrustManager trust;
    private final CommonName expected;

    private NamedPeer(X509ExtendedTrustManager trust, CommonName expected) {
        this.trust = trust;
        this.expected = expected;
    }

    /// @param trusted empty: the platform's authorities are trusted
    static NamedPeer of(List<X509Certificate> trusted, CommonName expected) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted.isEmpty() ? null : store(trusted));
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509ExtendedTrustManager extended) {
                    return new NamedPeer(extended, expected);
                }
            }
            throw new IllegalStateException("the platform checks no certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were checked when they were stored", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust.checkServerTrusted(chain, type, engine);
        checkName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust.checkServerTrusted(chain, type, socket);
        checkName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkServerTrusted(chain, type);
        checkName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("only servers are expected");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("only servers are expected");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("only servers are expected");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    private void checkName(X509Certificate certificate) throws CertificateException {
        if (Stream.concat(hosts(certificate), commonName(certificate)).noneMatch(this::isExpected)) {
            throw new CertificateException("the certificate bears another name than " + expected.value());
        }
    }

    /// A first label `*` of what is expected stands for one label of the name.
    private boolean isExpected(String name) {
        String wanted = expected.value().toLowerCase(Locale.ROOT);
        String given = name.toLowerCase(Locale.ROOT);
        int dot = given.indexOf('.');
        return wanted.equals(given)
                || (expected.wildcardMatch()
                        && wanted.startsWith("*.")
                        && dot > 0
                        && wanted.substring(1).equals(given.substring(dot)));
    }

    private static Stream<String> hosts(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? Stream.empty()
                : names.stream()
                        .filter(name -> DNS_NAME.equals(name.getFirst()))
                        .map(name -> name.getLast().toString());
    }

    private static Stream<String> commonName(X509Certificate certificate) throws CertificateException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(each -> each.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(Object::toString);
        } catch (InvalidNameException e) {
            throw new CertificateException("a subject that is no name", e);
        }
    }

    private static KeyStore store(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate each : trusted) {
            store.setCertificateEntry(Integer.toString(store.size()), each);
        }
        return store;
    }
}
