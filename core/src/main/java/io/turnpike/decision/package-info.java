/// The admission decision: a pure function of a catalogue, an index of keys and a call. No clock, no I/O, no logging;
/// the gateway, explain and the tests call the very same function.
@NullMarked
package io.turnpike.decision;

import org.jspecify.annotations.NullMarked;
