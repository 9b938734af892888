/// The endpoints `token`, `introspect` and `revoke`, and how tokens are made and found.
@NullMarked
package io.turnpike.oauth.token;

import org.jspecify.annotations.NullMarked;
