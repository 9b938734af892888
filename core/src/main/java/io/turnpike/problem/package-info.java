/// Why something is refused, as data. `Problem` says what is wrong; `Refused` carries it out of a unit of work; the
/// edge that speaks a wire format gives it a status and a text.
@NullMarked
package io.turnpike.problem;

import org.jspecify.annotations.NullMarked;
