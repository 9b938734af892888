/// Background work on usage: roll-ups, invoice runs, exports.
@NullMarked
package io.turnpike.metering;

import org.jspecify.annotations.NullMarked;
