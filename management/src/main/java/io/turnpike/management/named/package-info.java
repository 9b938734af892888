/// What has a name in an environment and is read and replaced as a whole: target servers and caches.
@NullMarked
package io.turnpike.management.named;

import org.jspecify.annotations.NullMarked;
