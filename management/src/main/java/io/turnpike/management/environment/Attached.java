package io.turnpike.management.environment;

import io.turnpike.management.wire.View;
import io.turnpike.model.Attachment;
import java.util.Map;

/// An attachment with the names of what it ties together.
record Attached(Attachment attachment, String group, String environment) {
    Map<String, Object> write(View view) {
        return view.members()
                .text("name", attachment.id().toString())
                .text("environment", environment)
                .text("environmentGroupId", group)
                .instant("createdAt", attachment.createdAt())
                .toMap();
    }
}
