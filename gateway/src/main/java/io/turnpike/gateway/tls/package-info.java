/// TLS on the listener: certificates from files, chosen by the name that a client asks for, and read again when they
/// change.
@NullMarked
package io.turnpike.gateway.tls;

import org.jspecify.annotations.NullMarked;
