package io.turnpike.model;

import io.turnpike.secret.SealedText;
import io.turnpike.secret.Vault;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// What an environment signs its tokens with. The newest of an algorithm signs; older ones are kept while tokens
/// live that they signed.
///
/// @param shown what everyone may see of it
/// @param hidden the private half in PKCS #8 and Base64, sealed
public record SigningKey(UUID organization, UUID environment, Public shown, SealedText hidden, Instant createdAt) {
    private static final Duration ROTATED_AFTER = Duration.ofDays(90);
    /// The lifetime may have been longer when a key signed last.
    private static final Duration LEAST_KEPT = Duration.ofDays(1);

    /// A new key.
    public static SigningKey made(Vault vault, UUID organization, UUID environment, Algorithm algorithm, Instant now) {
        String id = UUID.randomUUID().toString();
        KeyPair pair = algorithm.pair();
        Base64.Encoder base64 = Base64.getEncoder();
        return new SigningKey(
                organization,
                environment,
                new Public(id, algorithm, base64.encodeToString(pair.getPublic().getEncoded())),
                vault.seal(base64.encodeToString(pair.getPrivate().getEncoded()), place(id)),
                now);
    }

    /// Which keys no token lives of any more: those that were followed by another one long enough ago.
    ///
    /// @param newestFirst all of one environment
    /// @param lifetime of tokens
    public static List<SigningKey> outlived(List<SigningKey> newestFirst, Duration lifetime, Instant now) {
        Duration kept = lifetime.compareTo(LEAST_KEPT) < 0 ? LEAST_KEPT : lifetime;
        List<SigningKey> outlived = new ArrayList<>();
        for (int i = 1; i < newestFirst.size(); i++) {
            if (!newestFirst.get(i - 1).createdAt.plus(kept).isAfter(now)) {
                outlived.add(newestFirst.get(i));
            }
        }
        return outlived;
    }

    /// Whether another one should follow.
    public boolean isOld(Instant now) {
        return !createdAt.plus(ROTATED_AFTER).isAfter(now);
    }

    public PrivateKey open(Vault vault) {
        byte[] encoded = Base64.getDecoder().decode(vault.open(hidden, place(shown.id)));
        try {
            return shown.algorithm.factory().generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a signing key is broken", e);
        }
    }

    private static String place(String id) {
        return "signing key " + id;
    }

    /// The public half.
    ///
    /// @param id the `kid` of tokens
    /// @param key in X.509's form (SubjectPublicKeyInfo) and Base64
    public record Public(String id, Algorithm algorithm, String key) {
        public PublicKey open() {
            try {
                byte[] encoded = Base64.getDecoder().decode(key);
                return algorithm.factory().generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a signing key is broken", e);
            }
        }
    }

    /// What tokens may be signed with.
    public enum Algorithm {
        RS256("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
        ES256("EC", new ECGenParameterSpec("secp256r1"));

        private final String family;
        private final AlgorithmParameterSpec size;

        Algorithm(String family, AlgorithmParameterSpec size) {
            this.family = family;
            this.size = size;
        }

        private KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
                generator.initialize(size);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(name() + " is part of every JDK", e);
            }
        }

        private KeyFactory factory() throws GeneralSecurityException {
            return KeyFactory.getInstance(family);
        }
    }
}
