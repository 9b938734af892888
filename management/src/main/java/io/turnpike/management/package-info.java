/// The control plane: Apigee's management API over the storage ports.
@NullMarked
package io.turnpike.management;

import org.jspecify.annotations.NullMarked;
