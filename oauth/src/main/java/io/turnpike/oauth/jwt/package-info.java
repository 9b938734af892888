/// Signed tokens: how those of an environment are made, and how all of them are checked.
@NullMarked
package io.turnpike.oauth.jwt;

import org.jspecify.annotations.NullMarked;
