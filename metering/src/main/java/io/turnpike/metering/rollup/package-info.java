/// Adds up the calls of a node's usage log in the management database.
@NullMarked
package io.turnpike.metering.rollup;

import org.jspecify.annotations.NullMarked;
