package io.turnpike.management.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.model.BundleFacts.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes bundles for tests. As it starts, a bundle has the base path `/v1` and the target `http://a`, and no policy.
final class BundleFiles {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final StringBuilder steps = new StringBuilder();

    static BundleFiles bundle() {
        return new BundleFiles()
                .with("apiproxy/p.xml", "<APIProxy name='p'><Description>d</Description></APIProxy>")
                .with("apiproxy/targets/default.xml", target("<URL>http://a</URL>"));
    }

    BundleFiles with(String name, String text) {
        return with(name, text.getBytes(UTF_8));
    }

    BundleFiles with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    BundleFiles without(String name) {
        files.remove(name);
        return this;
    }

    /// A policy that runs for every call.
    BundleFiles policy(String name, String xml) {
        return policy(name, xml, "");
    }

    BundleFiles policy(String name, String xml, String condition) {
        steps.append(step(name, condition));
        return with("apiproxy/policies/" + name + ".xml", xml);
    }

    byte[] zip() {
        files.putIfAbsent(
                "apiproxy/proxies/default.xml",
                proxy(
                                "default",
                                "/v1",
                                steps.toString(),
                                "<RouteRule name='r'><TargetEndpoint>default</TargetEndpoint></RouteRule>")
                        .getBytes(UTF_8));
        return zip(files);
    }

    ImportedBundle imported() {
        return ImportedBundle.of(zip(), false);
    }

    /// Codes of what the import tells, in order, but for the lack of a credential.
    static List<String> codes(ImportedBundle imported) {
        return imported.facts().report().problems().stream()
                .map(Finding::code)
                .filter(code -> !code.equals("NoCredential"))
                .toList();
    }

    static String proxy(String name, String basePath, String steps, String rules) {
        return """
                <ProxyEndpoint name="%s">
                  <PreFlow><Request>%s</Request></PreFlow>
                  <HTTPProxyConnection><BasePath>%s</BasePath></HTTPProxyConnection>
                  %s
                </ProxyEndpoint>
                """.formatted(name, steps, basePath, rules);
    }

    static String target(String connection) {
        return "<TargetEndpoint name='default'><HTTPTargetConnection>%s</HTTPTargetConnection></TargetEndpoint>"
                .formatted(connection);
    }

    static String step(String policy, String condition) {
        return "<Step><Name>%s</Name>%s</Step>"
                .formatted(policy, condition.isEmpty() ? "" : "<Condition>" + condition + "</Condition>");
    }

    static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
