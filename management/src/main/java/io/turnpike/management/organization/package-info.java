/// Organizations: `/v1/organizations`.
@NullMarked
package io.turnpike.management.organization;

import org.jspecify.annotations.NullMarked;
