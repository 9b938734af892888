/// Developers: `/v1/organizations/{org}/developers`.
@NullMarked
package io.turnpike.management.developer;

import org.jspecify.annotations.NullMarked;
