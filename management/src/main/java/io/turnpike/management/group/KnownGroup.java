package io.turnpike.management.group;

import io.turnpike.model.Group;
import java.util.List;

/// A group with what an answer shows of it besides.
///
/// @param apps names of the first apps; empty where the answer shows none
record KnownGroup(Group group, List<String> apps) {
    /// As many as a developer shows (management-api 1.6).
    static final int MAX_APPS = 100;
}
