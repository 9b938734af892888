/// Key value maps of organizations, environments, proxies and their revisions. Values are sealed before they are
/// stored, and opened for answers only.
@NullMarked
package io.turnpike.management.keyvalue;

import org.jspecify.annotations.NullMarked;
