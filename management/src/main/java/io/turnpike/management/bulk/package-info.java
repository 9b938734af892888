/// Brings many apps with their keys in at once, one on each line.
@NullMarked
package io.turnpike.management.bulk;

import org.jspecify.annotations.NullMarked;
