/// How the log looks: lines for people on a terminal, JSON lines for machines elsewhere.
@NullMarked
package io.turnpike.server.logging;

import org.jspecify.annotations.NullMarked;
