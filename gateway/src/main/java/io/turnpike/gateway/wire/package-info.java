/// HTTP/1.1 as bytes: strict readers of heads, bodies and trailers, and a writer of heads. Knows nothing of channels,
/// calls or products.
@NullMarked
package io.turnpike.gateway.wire;

import org.jspecify.annotations.NullMarked;
