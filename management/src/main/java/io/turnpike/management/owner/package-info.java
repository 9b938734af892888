/// Those who own apps and pay for calls, as paths name them: developers, app groups and companies.
@NullMarked
package io.turnpike.management.owner;

import org.jspecify.annotations.NullMarked;
