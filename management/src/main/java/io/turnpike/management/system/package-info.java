/// What describes and watches the installation itself: health, metrics, the description of the API.
@NullMarked
package io.turnpike.management.system;

import org.jspecify.annotations.NullMarked;
