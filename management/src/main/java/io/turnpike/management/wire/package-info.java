/// How the management port speaks: the two dialects of Apigee's JSON, what is read tolerantly, and
/// what is written exactly.
@NullMarked
package io.turnpike.management.wire;

import org.jspecify.annotations.NullMarked;
