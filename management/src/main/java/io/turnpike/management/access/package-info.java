/// Who signs in to the management port: users with passwords, and the tokens that the operator set.
@NullMarked
package io.turnpike.management.access;

import org.jspecify.annotations.NullMarked;
