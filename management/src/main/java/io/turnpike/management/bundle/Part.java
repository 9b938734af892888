package io.turnpike.management.bundle;

import io.turnpike.model.BundleFacts;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.function.Function;

/// The sorts of files that a bundle is put together from.
public enum Part {
    PROXY_ENDPOINT("proxies", Kind.PROXY_ENDPOINT, BundleFacts::proxyEndpoints),
    TARGET_ENDPOINT("targets", Kind.TARGET_ENDPOINT, BundleFacts::targetEndpoints),
    POLICY("policies", Kind.POLICY, BundleFacts::policies),
    /// Any file that policies name; the only ones that need not be XML.
    RESOURCE_FILE("resources", Kind.RESOURCE_FILE, BundleFacts::resources);

    private final String segment;
    private final Kind kind;
    private final Function<BundleFacts, List<String>> names;

    Part(String segment, Kind kind, Function<BundleFacts, List<String>> names) {
        this.segment = segment;
        this.kind = kind;
        this.names = names;
    }

    /// Of its list's path, and of its folder.
    public String segment() {
        return segment;
    }

    public Kind kind() {
        return kind;
    }

    public List<String> names(BundleFacts facts) {
        return names.apply(facts);
    }

    String folder() {
        return Archive.FOLDER + segment + "/";
    }
}
