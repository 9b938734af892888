/// What an operator sets: one file, environment variables and flags, read once at the start.
@NullMarked
package io.turnpike.server.settings;

import org.jspecify.annotations.NullMarked;
