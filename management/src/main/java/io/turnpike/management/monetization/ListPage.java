package io.turnpike.management.monetization;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.Paging;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The stretch of a list that `startKey` and `count` ask for; the answer tells where the next one starts.
///
/// Source: management-api 1.7.
///
/// @param start name of the first item, or null
record ListPage(@Nullable String start, int count) {
    static final int STANDARD = 100;
    static final int MAX = 1_000;

    static ListPage of(Call call) {
        return new ListPage(call.query("startKey").orElse(null), Paging.count(call, "count", STANDARD, MAX));
    }

    /// Wide enough to tell what comes next.
    Page toRead() {
        return new Page(start, count + 1);
    }

    /// The items of the page. What comes next is told to `answer`.
    ///
    /// @param found what `toRead` led to
    /// @throws io.turnpike.problem.Refused with `NoSuchStart`
    <T> List<T> cut(List<T> found, Kind kind, Function<T, String> name, Members answer) {
        Paging.checked(found, toRead(), kind, name);
        if (found.size() <= count) {
            return found;
        }
        answer.text("nextStartKey", name.apply(found.get(count)));
        return found.subList(0, count);
    }
}
