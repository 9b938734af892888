/// Keys and secrets at rest: a keyed hash to find a key by, an encrypted copy to read it back, both under a master
/// key that is named by id; and the certificates and private keys that TLS shows, in PEM.
@NullMarked
package io.turnpike.secret;

import org.jspecify.annotations.NullMarked;
