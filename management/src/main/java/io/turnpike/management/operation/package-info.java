/// Long-running operations, as Apigee X answers changes of organizations, environments and groups:
/// `/v1/organizations/{org}/operations`.
@NullMarked
package io.turnpike.management.operation;

import org.jspecify.annotations.NullMarked;
