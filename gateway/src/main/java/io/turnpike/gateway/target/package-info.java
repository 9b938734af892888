/// The targets' side of calls: where they are, and the connections to them.
@NullMarked
package io.turnpike.gateway.target;

import org.jspecify.annotations.NullMarked;
