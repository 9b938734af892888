/// OAuth 2.0 under the reserved paths of the gateway: apps get, renew, inspect and revoke tokens here.
@NullMarked
package io.turnpike.oauth;

import org.jspecify.annotations.NullMarked;
