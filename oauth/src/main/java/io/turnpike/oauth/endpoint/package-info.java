/// What the endpoints share: where a call goes, who the client is, and the forms of answers.
@NullMarked
package io.turnpike.oauth.endpoint;

import org.jspecify.annotations.NullMarked;
