package io.turnpike.management.app;

import io.turnpike.model.App;
import io.turnpike.model.Developer;
import java.util.List;

/// An app with all that an answer shows of it.
///
/// @param credentials newest first
record FullApp(App app, Developer developer, List<FullCredential> credentials) {}
