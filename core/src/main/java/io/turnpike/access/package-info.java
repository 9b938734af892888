/// Who may do what: the permissions that routes declare, the roles that grant them, who holds a role where, and the
/// caller on whose behalf a unit of work runs.
@NullMarked
package io.turnpike.access;

import org.jspecify.annotations.NullMarked;
