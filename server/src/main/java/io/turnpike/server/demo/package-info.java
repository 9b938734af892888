/// The sample organization of `--demo`, loaded through the same API that everyone uses.
@NullMarked
package io.turnpike.server.demo;

import org.jspecify.annotations.NullMarked;
