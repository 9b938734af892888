/// The data plane: listens, and wires each event loop. What a call goes through stands in the packages below.
@NullMarked
package io.turnpike.gateway;

import org.jspecify.annotations.NullMarked;
