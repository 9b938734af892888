/// Heads of HTTP/2 as lines of HTTP/1.1, and back, and what goes out on a connection. Knows nothing of calls or
/// products.
@NullMarked
package io.turnpike.gateway.wire.http2;

import org.jspecify.annotations.NullMarked;
