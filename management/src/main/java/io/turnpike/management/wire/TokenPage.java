package io.turnpike.management.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Call;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The stretch of a list of names that `pageSize` and `pageToken` ask for.
///
/// A token that an answer gave is exclusive, most clients join pages without looking; one that is just a name is
/// inclusive, as other clients expect.
///
/// Source: management-api 1.7, 20 row 9, 24.1 rule 6.
///
/// @param start a name, or null
/// @param isExclusive whether the list starts behind it
public record TokenPage(@Nullable String start, boolean isExclusive, int count) {
    /// Stands before the tokens of ours, and in no name.
    private static final String MARK = "~";

    /// @param max also where the call names no size
    /// @throws Refused with `InvalidField`
    public static TokenPage of(Call call, int max) {
        return of(call, max, max);
    }

    /// @param standard where the call names no size
    /// @throws Refused with `InvalidField`
    public static TokenPage of(Call call, int standard, int max) {
        return of(call.query("pageToken").orElse(null), Paging.count(call, "pageSize", standard, max));
    }

    static TokenPage of(@Nullable String token, int count) {
        return token != null && token.startsWith(MARK)
                ? new TokenPage(decoded(token.substring(MARK.length())), true, count)
                : new TokenPage(token, false, count);
    }

    /// Wide enough to tell whether there is more.
    public Page toRead() {
        return new Page(start, count + (isExclusive ? 2 : 1));
    }

    /// The page of a list that is there as a whole.
    ///
    /// @param key what the list is ordered by
    public <T> Slice<T> of(List<T> all, Function<T, String> key) {
        var found = all.stream().filter(each -> start == null || key.apply(each).compareTo(start) >= 0);
        return cut(found.limit(toRead().count()).toList(), key);
    }

    /// @param found what `toRead` led to
    /// @param key what the list is ordered by
    public <T> Slice<T> cut(List<T> found, Function<T, String> key) {
        var rest = found.stream()
                .filter(each -> !(isExclusive && key.apply(each).equals(start)))
                .toList();
        return rest.size() <= count
                ? new Slice<>(rest, Optional.empty())
                : new Slice<>(rest.subList(0, count), Optional.of(token(key.apply(rest.get(count - 1)))));
    }

    private static String token(String name) {
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException _) {
            throw Refused.invalid(Kind.REQUEST, "pageToken", null, "must be a nextPageToken of an answer");
        }
    }

    /// A part of a list.
    ///
    /// @param next token of the part behind it; empty where there is none
    public record Slice<T>(List<T> items, Optional<String> next) {
        public <R> Slice<R> map(Function<T, R> shape) {
            return new Slice<>(items.stream().map(shape).toList(), next);
        }
    }
}
