/// Why calls are let through or refused.
@NullMarked
package io.turnpike.management.decision;

import org.jspecify.annotations.NullMarked;
