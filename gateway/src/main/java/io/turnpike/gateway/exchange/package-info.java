/// The client's side of calls, and the calls themselves: what is read, what goes on, what is answered.
@NullMarked
package io.turnpike.gateway.exchange;

import org.jspecify.annotations.NullMarked;
