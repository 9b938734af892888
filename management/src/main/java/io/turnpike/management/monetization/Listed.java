package io.turnpike.management.monetization;

import io.turnpike.management.wire.Paging;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of a list whose answer names the start of the next one.
///
/// Source: management-api 1.7.
///
/// @param nextStartKey empty on the last page
record Listed<T>(List<T> items, Optional<String> nextStartKey) {
    /// Wide enough to tell what comes next.
    static Page toRead(Page page) {
        return new Page(page.startKey(), page.count() + 1);
    }

    /// @param found what `toRead` led to
    /// @throws io.turnpike.problem.Refused with `NoSuchStart`
    static <T> Listed<T> cut(List<T> found, Page page, Kind kind, Function<T, String> key) {
        Paging.checked(found, page, kind, key);
        return found.size() > page.count()
                ? new Listed<>(found.subList(0, page.count()), Optional.of(key.apply(found.getLast())))
                : new Listed<>(found, Optional.empty());
    }
}
