package io.turnpike.management.developer;

import io.turnpike.model.Developer;
import java.util.List;

/// A developer with the names of the first apps.
record KnownDeveloper(Developer developer, List<String> apps) {
    /// Source: management-api 1.6, developer apps returned inside a developer.
    static final int MAX_APPS = 100;
}
