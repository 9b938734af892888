/// Groups of developers with their members: `/v1/organizations/{org}/appgroups` as Apigee X calls them, and
/// `/v1/organizations/{org}/companies` as Edge does.
@NullMarked
package io.turnpike.management.group;

import org.jspecify.annotations.NullMarked;
