package io.turnpike.management.wire;

import io.turnpike.http.Call;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import java.util.List;
import java.util.function.Function;

/// Reads the parameters by which clients page.
///
/// Source: management-api 1.7; ruling 11.
public final class Paging {
    private Paging() {}

    /// `startKey` and `count`; a count above `max` is lowered, none or 0 means `max`.
    ///
    /// @throws Refused with `InvalidField`
    public static Page of(Call call, int max) {
        return new Page(call.query("startKey").orElse(null), count(call, "count", max, max));
    }

    /// A number of entries; above `max` is lowered, none or 0 means `standard`.
    ///
    /// @throws Refused with `InvalidField` where it is negative or no number
    public static int count(Call call, String name, int standard, int max) {
        String text = call.query(name).orElse("0");
        if (!text.matches("[0-9]+")) {
            throw Refused.invalid(Kind.REQUEST, name, null, "must be a number that is not negative");
        }
        int count = text.length() > 9 ? max : Integer.parseInt(text);
        return count == 0 ? standard : Math.min(count, max);
    }

    /// A query parameter that is true or false in any case; absent means false.
    public static boolean flag(Call call, String name) {
        return call.query(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /// The page with its start key included. An unknown start key is refused: clients take an
    /// empty page for a broken one.
    ///
    /// @param key what the list is ordered by
    /// @throws Refused with `NoSuchStart`
    public static <T> List<T> checked(List<T> found, Page page, Kind kind, Function<T, String> key) {
        String start = page.startKey();
        if (start != null && (found.isEmpty() || !key.apply(found.getFirst()).equals(start))) {
            throw new Refused(new Problem.NoSuchStart(kind, start));
        }
        return found;
    }
}
