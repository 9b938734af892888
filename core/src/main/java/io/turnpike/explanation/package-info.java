/// Why a call is, was or would be let through or refused, step by step.
@NullMarked
package io.turnpike.explanation;

import org.jspecify.annotations.NullMarked;
