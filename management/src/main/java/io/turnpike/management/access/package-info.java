/// Who signs in to the management port: users with passwords, service accounts and the operator with tokens.
@NullMarked
package io.turnpike.management.access;

import org.jspecify.annotations.NullMarked;
