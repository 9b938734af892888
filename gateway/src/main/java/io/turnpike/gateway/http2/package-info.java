/// HTTP/2 with clients: streams carry calls side by side, their heads written down as those of HTTP/1.1, so that one
/// set of rules holds for both.
@NullMarked
package io.turnpike.gateway.http2;

import org.jspecify.annotations.NullMarked;
