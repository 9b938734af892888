/// What operators and login applications have to do with tokens: consent that people gave, and the keys that sign.
@NullMarked
package io.turnpike.management.oauth;

import org.jspecify.annotations.NullMarked;
