package io.turnpike.management.developer;

import io.turnpike.model.Developer;
import java.util.List;

/// A developer with the names of the first apps, and of the groups that he is a member of.
record KnownDeveloper(Developer developer, List<String> apps, List<String> groups) {
    /// Source: management-api 1.6, developer apps returned inside a developer.
    static final int MAX_APPS = 100;
}
