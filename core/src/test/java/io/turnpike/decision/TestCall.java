package io.turnpike.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call written down by a test. As it starts, it goes to `test.localhost` at 2026-01-02T03:04:05Z.
public final class TestCall implements Call {
    public static final long NOW = 1_767_323_045_000L;

    private final String method;
    private final RequestPath path;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String host = "test.localhost";
    private long now = NOW;
    private byte[] address = {127, 0, 0, 1};
    private @Nullable GraphQl graphQl;

    private TestCall(String method, RequestPath path) {
        this.method = method;
        this.path = path;
    }

    public static TestCall get(String path) {
        return of("GET", path);
    }

    public static TestCall of(String method, String path) {
        RequestPath parsed = RequestPath.parse(path);
        if (parsed == null) {
            throw new IllegalArgumentException("not a path that is accepted: " + path);
        }
        return new TestCall(method, parsed);
    }

    public TestCall host(String name) {
        host = name;
        return this;
    }

    /// Adds a line.
    public TestCall header(String name, String value) {
        fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(value.strip());
        return this;
    }

    public TestCall key(String key) {
        return header("x-api-key", key);
    }

    /// Adds a parameter; the first of a name wins.
    public TestCall query(String name, String value) {
        parameters.putIfAbsent(name, value);
        return this;
    }

    /// @param bytes 4 or 16
    public TestCall from(int... bytes) {
        address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        return this;
    }

    public TestCall asking(GraphQl read) {
        graphQl = read;
        return this;
    }

    public TestCall at(long millis) {
        now = millis;
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public RequestPath path() {
        return path;
    }

    @Override
    public String field(String name) {
        List<String> lines = fields.get(name);
        return lines == null ? null : lines.getFirst();
    }

    @Override
    public boolean hasDifferingLines(String name) {
        return fields.getOrDefault(name, List.of()).stream().distinct().count() > 1;
    }

    @Override
    public String parameter(String name) {
        return parameters.get(name);
    }

    @Override
    public String parameterInAnyCase(String name) {
        return parameters.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(parameters::get)
                .orElse(null);
    }

    @Override
    public @Nullable GraphQl graphQl() {
        return graphQl;
    }

    @Override
    public byte[] clientAddress() {
        return address;
    }

    @Override
    public long now() {
        return now;
    }
}
