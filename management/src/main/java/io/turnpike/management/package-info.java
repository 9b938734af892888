/// The control plane: the management API and everything behind it.
@NullMarked
package io.turnpike.management;

import org.jspecify.annotations.NullMarked;
