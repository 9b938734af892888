/// What is left of calls once they are summed: which go together, their sums, and questions about them.
@NullMarked
package io.turnpike.stats;

import org.jspecify.annotations.NullMarked;
