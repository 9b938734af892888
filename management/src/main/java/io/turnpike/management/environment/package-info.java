/// Environments and their groups: `/v1/organizations/{org}/environments` and `/envgroups`.
@NullMarked
package io.turnpike.management.environment;

import org.jspecify.annotations.NullMarked;
