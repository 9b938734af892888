/// Apps and their keys: `/v1/organizations/{org}/developers/{developer}/apps` with its `keys`, and the apps of a
/// whole organization, `/v1/organizations/{org}/apps`.
@NullMarked
package io.turnpike.management.app;

import org.jspecify.annotations.NullMarked;
