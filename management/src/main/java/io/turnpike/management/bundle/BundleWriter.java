package io.turnpike.management.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.model.Backend;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes settings as the smallest bundle that says the same, for tools that read bundles. What a bundle has no place
/// for is left out: of several URLs the first is written.
public final class BundleWriter {
    /// Zips have no time zone, and the same settings make the same bytes.
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final String name;
    private final ProxySettings settings;
    private final SequencedMap<String, String> files = new LinkedHashMap<>();

    private BundleWriter(String name, ProxySettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /// @param name of the proxy
    public static byte[] write(String name, ProxySettings settings) {
        var writer = new BundleWriter(name, settings);
        writer.fill();
        return writer.zip();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void fill() {
        files.put("apiproxy/%s.xml".formatted(name), """
                <APIProxy name="%s">
                  <Description>%s</Description>
                </APIProxy>
                """.formatted(escaped(name), escaped(settings.description())));
        Map<String, String> policies = PolicyWriter.policies(settings);
        String steps = policies.keySet().stream()
                .map("      <Step><Name>%s</Name></Step>\n"::formatted)
                .collect(Collectors.joining());
        int number = 0;
        for (String basePath : settings.basePaths()) {
            String endpoint = number == 0 ? "default" : "path" + number;
            files.put("apiproxy/proxies/%s.xml".formatted(endpoint), proxy(endpoint, basePath, steps));
            number++;
        }
        if (!settings.backend().targets().isEmpty()) {
            files.put("apiproxy/targets/default.xml", """
                    <TargetEndpoint name="default">
                      <HTTPTargetConnection>
                    %s  </HTTPTargetConnection>
                    </TargetEndpoint>
                    """.formatted(connection(settings.backend())));
        }
        policies.forEach((policy, xml) -> files.put("apiproxy/policies/%s.xml".formatted(policy), xml));
    }

    private String proxy(String endpoint, String basePath, String steps) {
        boolean isNull = settings.backend().targets().isEmpty();
        return """
                <ProxyEndpoint name="%s">
                  <PreFlow>
                    <Request>
                %s    </Request>
                  </PreFlow>
                  <HTTPProxyConnection>
                    <BasePath>%s</BasePath>
                  </HTTPProxyConnection>
                  <RouteRule name="default">%s</RouteRule>
                </ProxyEndpoint>
                """.formatted(
                        endpoint, steps, escaped(basePath), isNull ? "" : "<TargetEndpoint>default</TargetEndpoint>");
    }

    private static String connection(Backend backend) {
        List<Target.Server> servers = backend.targets().stream()
                .filter(Target.Server.class::isInstance)
                .map(Target.Server.class::cast)
                .toList();
        if (servers.isEmpty()) {
            return "    <URL>%s</URL>\n".formatted(escaped(url(backend.targets().getFirst())))
                    + backend.tls().map(BundleWriter::tls).orElse("");
        }
        String list = servers.stream()
                .map(server -> "      <Server name=\"%s\"><Weight>%d</Weight></Server>\n"
                        .formatted(escaped(server.name()), server.weight()))
                .collect(Collectors.joining());
        String path = servers.getFirst().path();
        return "    <LoadBalancer>\n" + list + "    </LoadBalancer>\n"
                + (path.isEmpty() ? "" : "    <Path>%s</Path>\n".formatted(escaped(path)));
    }

    /// Certificates that are trusted have no place in a bundle.
    private static String tls(TargetTls tls) {
        String keyStore = tls.keyStore()
                .map("<ClientAuthEnabled>true</ClientAuthEnabled><KeyStore>%s</KeyStore>"::formatted)
                .orElse("");
        return "    <SSLInfo><Enabled>true</Enabled>%s<IgnoreValidationErrors>%s</IgnoreValidationErrors></SSLInfo>\n"
                .formatted(keyStore, !tls.verify());
    }

    private static String url(Target target) {
        return switch (target) {
            case Target.Url url -> url.url().toString();
            case Target.Unresolved(String text) -> text;
            case Target.Server server -> server.name();
        };
    }

    private byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(EPOCH);
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
