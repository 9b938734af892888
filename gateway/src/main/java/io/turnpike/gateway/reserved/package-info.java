/// The paths under `/.turnpike`, which the gateway answers itself.
@NullMarked
package io.turnpike.gateway.reserved;

import org.jspecify.annotations.NullMarked;
