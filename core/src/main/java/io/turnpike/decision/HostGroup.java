package io.turnpike.decision;

import java.util.Map;

/// What answers under the host names of one environment group.
///
/// @param environments by name
record HostGroup(BasePaths paths, Map<String, HostedEnvironment> environments) {}
