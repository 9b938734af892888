package io.turnpike.http;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A surface without a listener of ours: whoever has read a request hands it over and gets the reply. Safe for use by
/// many threads.
public final class DirectSurface {
    private final Dispatcher dispatcher;

    /// @throws IllegalArgumentException if two routes answer the same calls
    public DirectSurface(Surface surface) {
        this.dispatcher = new Dispatcher(surface);
    }

    public Reply answer(Request request) {
        byte[] body = request.body;
        var head = new Head(
                request.method,
                new Head.Target(request.rawPath, request.rawQuery),
                request.remoteAddress,
                name -> request.fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        return dispatcher.answer(head, new Body(body.length, body.length, () -> new ByteArrayInputStream(body)));
    }

    /// A whole request.
    ///
    /// @param rawPath as sent, without the query
    /// @param rawQuery as sent; empty if there is none
    /// @param fields the values of each, by its name in lower case
    /// @param body is not copied
    public record Request(
            String method,
            String rawPath,
            String rawQuery,
            String remoteAddress,
            Map<String, List<String>> fields,
            byte[] body) {
        /// Without what may hold a secret.
        @Override
        public String toString() {
            return "Request[" + method + "]";
        }
    }
}
