/// The status, the code and the wording that Apigee's clients expect of each problem, in
/// the shape of their dialect.
@NullMarked
package io.turnpike.management.problem;

import org.jspecify.annotations.NullMarked;
