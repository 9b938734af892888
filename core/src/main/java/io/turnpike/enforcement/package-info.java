/// What a node enforces: the catalogue and the keys in memory, kept in step with the change log.
@NullMarked
package io.turnpike.enforcement;

import org.jspecify.annotations.NullMarked;
