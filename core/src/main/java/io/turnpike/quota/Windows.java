package io.turnpike.quota;

import io.turnpike.model.Quota;

/// How the windows of a limit follow one another (runtime 4.3).
public sealed interface Windows {
    /// What a call takes from a counter of such windows.
    Claim claim(CounterId counter, long limit, long weight, long nowMillis);

    /// How long a window is that holds a moment, or begins there.
    long seconds(long nowMillis);

    /// On a grid: the next window starts where one ends, and so on backwards (W5).
    ///
    /// @param anchor where a window starts, milliseconds since the epoch
    record Grid(Span span, long anchor) implements Windows {
        /// 1970-01-05, the first Monday.
        private static final long FIRST_MONDAY = 4 * Span.DAY;

        /// Counted from 1970-01-01T00:00Z in UTC, weeks from Monday, months as on the calendar (W2).
        public static Grid of(Quota.Unit unit, int interval) {
            return new Grid(Span.of(unit, interval), unit == Quota.Unit.WEEK ? FIRST_MONDAY : 0);
        }

        public Window at(long nowMillis) {
            return span.window(nowMillis, anchor);
        }

        @Override
        public Claim claim(CounterId counter, long limit, long weight, long nowMillis) {
            return new Charge(counter, at(nowMillis), limit, weight);
        }

        @Override
        public long seconds(long nowMillis) {
            return (span.months() == 0 ? span.millis() : at(nowMillis).millis()) / 1_000;
        }
    }

    /// Each window starts with the first call that counts behind the one before.
    record Flexi(Span span) implements Windows {
        @Override
        public Claim claim(CounterId counter, long limit, long weight, long nowMillis) {
            return new Charge(counter, new Window(nowMillis, span.after(nowMillis)), limit, weight);
        }

        @Override
        public long seconds(long nowMillis) {
            return (span.after(nowMillis) - nowMillis) / 1_000;
        }
    }

    /// Looks back from each call. The span is cut into 60 slices; the oldest is counted whole (W6).
    record Rolling(Span span) implements Windows {
        private static final int SLICES = 60;

        @Override
        public RollingCharge claim(CounterId counter, long limit, long weight, long nowMillis) {
            long slice = span.shortest() / SLICES;
            long start = Math.floorDiv(nowMillis, slice) * slice;
            int slices = (int) Math.ceilDiv(span.longest(), slice);
            Window window = new Window(start, span.afterAll(start + slice));
            return new RollingCharge(counter, this, nowMillis, slice, slices, window, limit, weight);
        }

        @Override
        public long seconds(long nowMillis) {
            return (span.after(nowMillis) - nowMillis) / 1_000;
        }
    }
}
