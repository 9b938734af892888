/// The storage ports on SQLite and PostgreSQL.
@NullMarked
package io.turnpike.storage.jdbc;

import org.jspecify.annotations.NullMarked;
