package io.turnpike.management.keyvalue;

import static io.turnpike.access.Permission.KEY_VALUE_MAP_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.KeyValueEntry;
import io.turnpike.model.KeyValueMap;
import java.util.List;
import java.util.Map;

/// Maps and entries as Apigee shows them. In X every map counts as encrypted and shows its values, unless it is
/// masked; Edge also masks those that were made encrypted.
///
/// Source: management-api 8 and 24.1 rule 4.
record KeyValueAnswers(Seals seals, Views views) {
    private static final String MASK = "*****";

    Reply map(int status, Call call, MapService.Found found) {
        var map = found.map();
        var view = views.of(call);
        var members = view.members().text("name", map.name());
        if (view.isX()) {
            members.value("encrypted", true).flag("maskedValues", map.masked());
        } else {
            members.value("encrypted", map.encrypted()).list("entry", shown(found.entries(), masks(map, call, view)));
        }
        return EntityTag.on(Reply.json(status, members.toMap()), map.version());
    }

    Reply entry(int status, Call call, EntryService.Found found) {
        var shown = shown(found.entry(), masks(found.map(), call, views.of(call)));
        return EntityTag.on(Reply.json(status, shown), found.entry().version());
    }

    /// The last page has an empty token: some clients read until they see one.
    Reply entries(Call call, EntryService.Stretch found) {
        var view = views.of(call);
        String token = found.more() ? found.entries().getLast().name() : "";
        return Reply.json(
                200,
                view.members()
                        .value("keyValueEntries", shown(found.entries(), masks(found.map(), call, view)))
                        .value("nextPageToken", token)
                        .toMap());
    }

    /// A change is answered with what is stored, which not everyone who may change it may read.
    private static boolean masks(KeyValueMap map, Call call, View view) {
        boolean isMasked = map.masked() || (map.encrypted() && !view.isX());
        return isMasked || !call.mayRead(KEY_VALUE_MAP_READ);
    }

    private List<Map<String, Object>> shown(List<KeyValueEntry> entries, boolean masked) {
        return entries.stream().map(entry -> shown(entry, masked)).toList();
    }

    private Map<String, Object> shown(KeyValueEntry entry, boolean masked) {
        return Members.pair(entry.name(), masked ? MASK : seals.open(entry));
    }
}
