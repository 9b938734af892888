package io.turnpike.management.named;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.model.Backend;
import io.turnpike.model.Environment;
import io.turnpike.model.KeyStore;
import io.turnpike.model.Named;
import io.turnpike.model.TargetServer;
import io.turnpike.model.TargetServer.CommonName;
import io.turnpike.model.TargetServer.Protocol;
import io.turnpike.model.TargetServer.Tls;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.Work;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Target servers on the wire.
///
/// `isEnabled` and `sSLInfo.enabled` are always shown: left out of an answer, a false would be sent back as a true.
///
/// Source: management-api 7.
final class TargetServers implements Sort<TargetServer> {
    @Override
    public Kind kind() {
        return Kind.TARGET_SERVER;
    }

    @Override
    public String segment() {
        return "targetservers";
    }

    @Override
    public Title title() {
        return new Title("TargetServer", "a target server", "target servers");
    }

    @Override
    public NamedStore<TargetServer> in(Work work) {
        return work.targetServers();
    }

    @Override
    public TargetServer read(Fields body, Optional<TargetServer> former) {
        var sent = body.choice("protocol", Protocol.class).orElse(null);
        var read = new TargetServer(
                body.text("host"),
                port(body),
                body.flag("isEnabled").orElse(true),
                sent == null ? former.map(TargetServer::protocol).orElse(null) : sent,
                body.text("description"),
                body.object("sSLInfo", Kind.TARGET_SERVER)
                        .map(TargetServers::tls)
                        .orElse(null));
        if (former.isPresent() && former.get().spoken() != read.spoken()) {
            throw body.invalid("protocol", "cannot be changed");
        }
        return read;
    }

    /// What is deployed must not begin to need a certificate that is not there.
    @Override
    public void check(Work work, Environment environment, String name, TargetServer server) {
        new DeployedProxies(work, environment).calling(name).forEach(user -> {
            Backend backend = user.settings().backend();
            Stream.concat(
                            backend.keyStoreFor(server).stream()
                                    .flatMap(store -> missing(work, environment, store, true)),
                            backend.trustStoreFor(server).stream()
                                    .flatMap(store -> missing(work, environment, store, false)))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new Refused(new Problem.WrongState(
                                Kind.TARGET_SERVER,
                                name,
                                "is used by the deployed proxy %s, and %s".formatted(user.proxy(), missing)));
                    });
        });
    }

    /// @return what is missing of a key store; empty: nothing
    private static Stream<String> missing(Work work, Environment environment, String store, boolean withKey) {
        if (store.isEmpty()) {
            return Stream.of("names no key store");
        }
        Optional<KeyStore> found =
                work.keyStores().find(environment.id(), store).map(Named::content);
        if (found.isEmpty()) {
            return Stream.of("the key store %s is not in the environment %s".formatted(store, environment.name()));
        }
        return withKey && !found.get().hasKey()
                ? Stream.of("the key store %s holds no key".formatted(store))
                : Stream.empty();
    }

    @Override
    public void write(TargetServer server, Members members) {
        var protocol = server.protocol();
        members.text("description", server.description())
                .text("host", server.host())
                .value("port", server.port())
                .value("isEnabled", server.enabled())
                .text("protocol", protocol == null ? null : protocol.name());
        var tls = server.tls();
        if (tls != null) {
            members.object("sSLInfo", inner -> write(tls, inner));
        }
    }

    private static int port(Fields body) {
        long port = body.number("port").orElse(0);
        return port > Integer.MAX_VALUE || port < 0 ? 0 : (int) port;
    }

    private static Tls tls(Fields tls) {
        return new Tls(
                tls.flag("enabled").orElseThrow(() -> tls.invalid("enabled", "must be given")),
                tls.flag("enforce").orElse(false),
                tls.flag("clientAuthEnabled").orElse(false),
                tls.text("keyStore"),
                tls.text("keyAlias"),
                tls.text("trustStore"),
                tls.flag("ignoreValidationErrors").orElse(false),
                tls.list("ciphers"),
                tls.list("protocols"),
                commonName(tls));
    }

    private static @Nullable CommonName commonName(Fields tls) {
        return tls.object("commonName", Kind.TARGET_SERVER)
                .map(name -> new CommonName(
                        name.text("value"), name.flag("wildcardMatch").orElse(false)))
                .orElse(null);
    }

    private static void write(Tls tls, Members members) {
        members.value("enabled", tls.enabled())
                .flag("enforce", tls.enforce())
                .flag("clientAuthEnabled", tls.clientAuthEnabled())
                .text("keyStore", tls.keyStore())
                .text("keyAlias", tls.keyAlias())
                .text("trustStore", tls.trustStore())
                .flag("ignoreValidationErrors", tls.ignoreValidationErrors())
                .list("ciphers", tls.ciphers())
                .list("protocols", tls.protocols());
        var name = tls.commonName();
        if (name != null) {
            members.object(
                    "commonName",
                    inner -> inner.text("value", name.value()).flag("wildcardMatch", name.wildcardMatch()));
        }
    }
}
