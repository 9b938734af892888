/// What the gateway answers under `/.turnpike`, as routes like those of the management port.
@NullMarked
package io.turnpike.server.reserved;

import org.jspecify.annotations.NullMarked;
