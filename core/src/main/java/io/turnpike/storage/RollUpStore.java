package io.turnpike.storage;

import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Question;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sums of calls. Each node adds those of its own log; they are in no unit of work, and neither the audit nor the
/// change log knows them.
public interface RollUpStore {
    /// Up to where the node's log is in the sums; empty for one that never added any.
    Optional<LogPlace> place(String node);

    /// Adds sums and moves the node's place, both or nothing.
    ///
    /// @param from where the place is expected; null: there is none
    /// @param rollUps at most one of a series for each grain and start, those by minute with those by hour; best in
    /// the order of their series' ids
    /// @return false, and nothing was done, if the place is another: somebody, or an earlier try, was here
    boolean add(String node, @Nullable LogPlace from, LogPlace to, List<RollUp> rollUps);

    /// Gives the answers in no order; sums have no sketches.
    void ask(Question question, Consumer<Question.Answer> visitor);

    /// Gives the sketches of the same calls, each as often as it was stored: total times, then target times.
    void sketches(Question question, BiConsumer<Question.Cell, List<Sketch>> visitor);

    /// Gives all that a node added and that is kept, in no order.
    ///
    /// @return up to where its log is in just these sums
    Optional<LogPlace> read(String node, Consumer<RollUp> visitor);

    /// Deletes the oldest sums of a grain before that time.
    ///
    /// @param max most rows that are deleted
    /// @return how many were
    int deleteBefore(Grain grain, Instant end, int max);
}
