/// What became of each call, as it enters the usage log: the only thing that counts.
@NullMarked
package io.turnpike.usage;

import org.jspecify.annotations.NullMarked;
