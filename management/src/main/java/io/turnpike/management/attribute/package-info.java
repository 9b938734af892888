/// Attributes: the sub-resource that every kind of entity has alike, and the names of ours
/// with what they may hold.
@NullMarked
package io.turnpike.management.attribute;

import org.jspecify.annotations.NullMarked;
