/// What Netty's transports need to behave as the gateway counts on, and whose TLS they speak.
@NullMarked
package io.turnpike.gateway.transport;

import org.jspecify.annotations.NullMarked;
