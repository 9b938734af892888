/// API proxies, their revisions and deployments: `/v1/organizations/{org}/apis` and `…/deployments`.
@NullMarked
package io.turnpike.management.proxy;

import org.jspecify.annotations.NullMarked;
