/// Users with passwords, the roles of an organization, and who holds which: `/v1/users`, `…/userroles`.
@NullMarked
package io.turnpike.management.user;

import org.jspecify.annotations.NullMarked;
