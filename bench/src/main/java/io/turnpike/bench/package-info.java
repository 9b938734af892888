/// Benchmarks; each states its question and how to run it.
@NullMarked
package io.turnpike.bench;

import org.jspecify.annotations.NullMarked;
