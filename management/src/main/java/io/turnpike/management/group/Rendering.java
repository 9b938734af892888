package io.turnpike.management.group;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import java.util.Map;

/// What one of Apigee's dialects calls a group, and how it shows one.
interface Rendering {
    Kind kind();

    /// The segment of the list's path.
    String segment();

    Title title();

    GroupBody read(Fields body);

    Map<String, Object> write(KnownGroup known, String organization, View view);

    /// What the list reads from the query.
    String[] parameters();

    /// The answer to a call for a list.
    Object list(Call call, GroupService groups, View view);

    boolean showsApps();

    /// Whether the answer to a status that was put shows the group.
    boolean readsBackStatus();

    /// Those that clients of this dialect know of.
    Attributes visible(Attributes attributes);

    /// Words for descriptions.
    ///
    /// @param schema of one in `/openapi.json`
    record Title(String one, String many, String schema, String listSchema) {}
}
