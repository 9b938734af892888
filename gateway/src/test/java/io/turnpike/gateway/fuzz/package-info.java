/// Random bytes that are nearly HTTP, and several readers of them that must not differ.
@NullMarked
package io.turnpike.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
