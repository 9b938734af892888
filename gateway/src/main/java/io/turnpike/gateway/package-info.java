/// The data plane: listens, admits calls and carries them to their targets.
@NullMarked
package io.turnpike.gateway;

import org.jspecify.annotations.NullMarked;
