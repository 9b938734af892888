/// The management API over real HTTP and a real SQLite database: every rule of the
/// contract with a case of its own.
@NullMarked
package io.turnpike.server.api;

import org.jspecify.annotations.NullMarked;
