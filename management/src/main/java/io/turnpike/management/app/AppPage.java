package io.turnpike.management.app;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Paging;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stretch of all apps: `rows` of them from `startKey` on, or `pageSize` of them behind `pageToken`.
///
/// Source: management-api 1.7, 13 and 24.1: a token is exclusive, a start key inclusive.
///
/// @param start id of an app, or null
/// @param byToken whether the client pages by tokens, and is told the next one
record AppPage(@Nullable String start, int count, boolean byToken) {
    private static final int MAX = 1_000;

    /// @throws Refused with `InvalidField`
    static AppPage of(Call call) {
        boolean byToken =
                call.query("pageSize").isPresent() || call.query("pageToken").isPresent();
        String start = call.query(byToken ? "pageToken" : "startKey").orElse(null);
        String size = byToken ? "pageSize" : call.query("rows").isPresent() ? "rows" : "count";
        return new AppPage(start, Paging.count(call, size, MAX, MAX), byToken);
    }

    /// Wide enough to tell whether there is more.
    Page toRead() {
        return new Page(start, byToken ? count + 2 : count);
    }

    /// @param found what `toRead` led to
    /// @throws Refused with `NoSuchStart`
    Stretch<UUID> cut(List<UUID> found) {
        if (!byToken) {
            return new Stretch<>(Paging.checked(found, toRead(), Kind.APP, UUID::toString), Optional.empty());
        }
        var behind = found.stream().filter(app -> !app.toString().equals(start)).toList();
        var page = behind.stream().limit(count).toList();
        boolean isLast = page.size() == behind.size();
        return new Stretch<>(
                page, isLast ? Optional.empty() : Optional.of(page.getLast().toString()));
    }
}
