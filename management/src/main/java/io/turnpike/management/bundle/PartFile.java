package io.turnpike.management.bundle;

import io.turnpike.management.wire.Members;
import io.turnpike.problem.Refused;

/// One file of a bundle, under its name.
public final class PartFile {
    private static final String XML = ".xml";

    private final Part part;
    private final String path;
    private final byte[] content;
    private final Element xml;

    private PartFile(Part part, String path, byte[] content) {
        this.part = part;
        this.path = path;
        this.content = content;
        this.xml = part == Part.RESOURCE_FILE ? Element.NONE : XmlFile.read(path, content);
    }

    /// @param path in the bundle
    /// @throws Refused with `BadBundle` where it should be XML and is not
    static PartFile at(Part part, String path, byte[] content) {
        return new PartFile(part, path, content);
    }

    /// A file that is to become part of a bundle.
    ///
    /// @param name that it is stored under; empty: as its XML says
    /// @throws Refused with `BadBundle`, or `InvalidField` where it has no name
    public static PartFile sent(Part part, String name, byte[] content) {
        if (part == Part.RESOURCE_FILE) {
            return at(part, part.folder() + name, content);
        }
        String stored = name.isEmpty() ? at(part, part.folder() + XML, content).name() : name;
        if (stored.isEmpty()) {
            throw Refused.invalid(part.kind(), "name", null, "must be given");
        }
        return at(part, part.folder() + stored + XML, content);
    }

    /// As the bundle itself calls it; a resource by its type and its name: `jsc/sign.js`.
    public String name() {
        return switch (part) {
            case PROXY_ENDPOINT, TARGET_ENDPOINT -> Endpoint.of(path, xml).name();
            case POLICY -> Policy.of(path, xml).name();
            case RESOURCE_FILE -> path.substring(part.folder().length());
        };
    }

    public byte[] content() {
        return content.clone();
    }

    /// Adds what Apigee's clients look for.
    public void write(Members members) {
        members.text("name", name());
        switch (part) {
            case PROXY_ENDPOINT ->
                members.text("type", "Proxy")
                        .object(
                                "connection",
                                inner -> inner.text("connectionType", "httpConnection")
                                        .text("basePath", text("HTTPProxyConnection", "BasePath")));
            case TARGET_ENDPOINT ->
                members.text("type", "Target")
                        .object(
                                "connection",
                                inner -> inner.text("connectionType", "httpConnection")
                                        .text("uRL", text("HTTPTargetConnection", "URL")));
            case POLICY -> {
                var policy = Policy.of(path, xml);
                members.text("policyType", policy.type()).value("enabled", policy.enabled());
            }
            case RESOURCE_FILE -> members.text("type", name().substring(0, Math.max(0, name().indexOf('/'))));
        }
    }

    Part part() {
        return part;
    }

    String path() {
        return path;
    }

    private String text(String... names) {
        return xml.at(names).map(Element::text).findFirst().orElse("");
    }
}
