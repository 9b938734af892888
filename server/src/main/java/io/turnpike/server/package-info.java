/// Reads the settings, wires every module by hand and runs the node.
@NullMarked
package io.turnpike.server;

import org.jspecify.annotations.NullMarked;
