/// The storage ports on SQLite and PostgreSQL: the same SQL on both, and in `Sqlite` and
/// `Postgres` what is not the same.
///
/// Rows that are listed, joined or compared have columns; what is only read as a whole is a
/// JSON document beside them.
@NullMarked
package io.turnpike.storage.jdbc;

import org.jspecify.annotations.NullMarked;
