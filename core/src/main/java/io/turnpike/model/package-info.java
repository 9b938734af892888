/// The records of the domain. A value that exists is valid: compact constructors check it
/// and refuse with `InvalidField`.
@NullMarked
package io.turnpike.model;

import org.jspecify.annotations.NullMarked;
