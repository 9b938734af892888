/// Apigee's zip bundles of API proxies: reading them, what of them becomes settings, and writing them.
@NullMarked
package io.turnpike.management.bundle;

import org.jspecify.annotations.NullMarked;
