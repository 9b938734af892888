/// What a write answers beyond its entity: its revision, and when it is enforced; and the nodes that enforce.
@NullMarked
package io.turnpike.management.change;

import org.jspecify.annotations.NullMarked;
