/// Windows, counters and charges: what is counted, and how much of it still fits.
@NullMarked
package io.turnpike.quota;

import org.jspecify.annotations.NullMarked;
