package io.turnpike.management.monetization;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Paging;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How much of a list a call wants, and from where on.
///
/// Source: management-api 1.7: a start key is inclusive, a page token exclusive.
///
/// @param start name of an item, or null
record ListPage(@Nullable String start, int count, boolean byToken) {
    private static final int STANDARD = 100;
    private static final int MAX = 1_000;

    /// By `startKey` and `count`.
    static ListPage byKey(Call call) {
        return new ListPage(call.query("startKey").orElse(null), Paging.count(call, "count", STANDARD, MAX), false);
    }

    /// By `pageToken` and `pageSize`.
    static ListPage byToken(Call call) {
        return new ListPage(call.query("pageToken").orElse(null), Paging.count(call, "pageSize", STANDARD, MAX), true);
    }

    /// The member of the answer that tells where the next page starts.
    String nextMember() {
        return byToken ? "nextPageToken" : "nextStartKey";
    }

    /// Wide enough to tell what comes next.
    Page toRead() {
        return new Page(start, byToken ? count + 2 : count + 1);
    }

    /// @param found what `toRead` led to
    /// @throws io.turnpike.problem.Refused with `NoSuchStart`
    <T> Listed<T> cut(List<T> found, Kind kind, Function<T, String> name) {
        var wanted = byToken
                ? found.stream().filter(item -> !name.apply(item).equals(start)).toList()
                : Paging.checked(found, toRead(), kind, name);
        if (wanted.size() <= count) {
            return new Listed<>(wanted, Optional.empty());
        }
        var items = wanted.subList(0, count);
        return new Listed<>(items, Optional.of(name.apply(byToken ? items.getLast() : wanted.get(count))));
    }

    /// @param next where the next page starts; empty on the last one
    record Listed<T>(List<T> items, Optional<String> next) {}
}
