/// Where calls are decided, charged and entered in the usage log, whatever protocol they came by.
@NullMarked
package io.turnpike.gateway.admission;

import org.jspecify.annotations.NullMarked;
