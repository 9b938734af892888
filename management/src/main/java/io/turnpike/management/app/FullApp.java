package io.turnpike.management.app;

import io.turnpike.model.App;
import java.util.List;

/// An app with all that an answer shows of it.
///
/// @param owner a developer's e-mail, a group's name
/// @param credentials newest first
record FullApp(App app, String owner, List<FullCredential> credentials) {}
