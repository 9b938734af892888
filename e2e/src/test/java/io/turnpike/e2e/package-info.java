/// Tests of the built jar as its users meet it: a process, its ports, its files, its output.
@NullMarked
package io.turnpike.e2e;

import org.jspecify.annotations.NullMarked;
