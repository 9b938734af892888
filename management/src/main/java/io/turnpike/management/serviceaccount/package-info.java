/// Programs that call the management API with a token of their own.
@NullMarked
package io.turnpike.management.serviceaccount;

import org.jspecify.annotations.NullMarked;
