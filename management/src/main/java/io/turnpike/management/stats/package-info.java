/// Questions about calls: `/v1/organizations/{org}/environments/{env}/stats`.
@NullMarked
package io.turnpike.management.stats;

import org.jspecify.annotations.NullMarked;
