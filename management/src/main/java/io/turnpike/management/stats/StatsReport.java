package io.turnpike.management.stats;

import java.util.List;
import java.util.NavigableMap;

/// An answer before it is written.
///
/// @param times when the stretches of time begin that had calls, seconds since the epoch, in the order asked for
/// @param isCut whether there are groups behind those shown
record StatsReport(
        Place place, StatsRequest request, List<Group> groups, List<Long> times, boolean isCut, List<String> notices) {
    /// @param values one for each dimension asked for
    /// @param cells by the start of their stretch of time
    record Group(List<String> values, NavigableMap<Long, Figures> cells) {
        /// What the group has in a stretch; where it has nothing, zeros.
        Figures at(long time, StatsRequest request) {
            Figures found = cells.get(time);
            return found == null ? Figures.none(request.seconds(time)) : found;
        }

        Figures total(long seconds) {
            return cells.values().stream().reduce(Figures::and).orElse(Figures.none(seconds));
        }
    }
}
