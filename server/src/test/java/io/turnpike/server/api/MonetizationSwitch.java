package io.turnpike.server.api;

import io.turnpike.model.Organization;
import io.turnpike.storage.RecordingCaller;
import io.turnpike.storage.Storage;
import java.util.LinkedHashMap;

/// Turns monetization on behind the API, which reserves the property.
final class MonetizationSwitch {
    private MonetizationSwitch() {}

    static void on(Storage storage) {
        storage.write(RecordingCaller.anyone(), work -> {
            var former = work.organizations().require("default");
            var properties = new LinkedHashMap<>(former.properties());
            properties.put("features.isMonetizationEnabled", "true");
            return work.organizations()
                    .update(new Organization(
                            former.id(),
                            former.version(),
                            former.name(),
                            former.displayName(),
                            properties,
                            former.details(),
                            former.provenance()));
        });
    }
}
