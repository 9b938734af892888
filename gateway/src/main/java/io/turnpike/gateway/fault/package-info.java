/// What the gateway answers where no target does, and how bugs are told from broken connections.
@NullMarked
package io.turnpike.gateway.fault;

import org.jspecify.annotations.NullMarked;
