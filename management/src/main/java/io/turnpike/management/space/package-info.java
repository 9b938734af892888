/// Spaces of an organization, and what belongs to them.
@NullMarked
package io.turnpike.management.space;

import org.jspecify.annotations.NullMarked;
