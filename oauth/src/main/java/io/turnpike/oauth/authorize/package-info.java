/// The endpoint `authorize`: an app asks for a person's consent.
@NullMarked
package io.turnpike.oauth.authorize;

import org.jspecify.annotations.NullMarked;
