/// What is at rest: one port per aggregate, reached through units of work, with executable contracts in the test jar.
@NullMarked
package io.turnpike.storage;

import org.jspecify.annotations.NullMarked;
