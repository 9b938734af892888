package io.turnpike.server.api;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Measure;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Sums of calls as a node would have added them.
final class CountedSamples {
    private final ApiServer api;
    private final List<RollUp> rollUps = new ArrayList<>();

    CountedSamples(ApiServer api) {
        this.api = api;
    }

    /// Calls of a proxy in `test`, by minute and by hour.
    ///
    /// @param at time of all of them
    /// @param millis how long each took, half of it at the target
    CountedSamples calls(String at, Map<Dimension, String> values, Series.Errors errors, int... millis) {
        Sums sums = new Sums();
        for (int each : millis) {
            sums.addEnded(true);
            sums.add(Measure.TOTAL_TIME, each * 1000L);
            sums.add(Measure.TARGET_TIME, each * 500L);
            sums.add(Measure.REQUEST_SIZE, 100);
            sums.add(Measure.RESPONSE_SIZE, 1000);
            sums.add(Measure.REQUEST_LATENCY, each * 250L);
            sums.add(Measure.RESPONSE_LATENCY, each * 250L);
        }
        long second = Instant.parse(at).getEpochSecond();
        Series series = series(values, errors);
        for (Grain grain : Grain.values()) {
            rollUps.add(new RollUp(grain, grain.start(second), series, sums));
        }
        return this;
    }

    CountedSamples calls(String at, Map<Dimension, String> values, int... millis) {
        return calls(at, values, Series.Errors.NONE, millis);
    }

    void add() {
        var store = api.storage().rollUps();
        LogPlace from = store.place("n1").orElse(null);
        LogPlace to = new LogPlace("segment", from == null ? 1 : from.offset() + 1, "segment");
        if (!store.add("n1", from, to, rollUps)) {
            throw new IllegalStateException("somebody else adds calls of this node");
        }
    }

    private Series series(Map<Dimension, String> given, Series.Errors errors) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        values.put(Dimension.ENVIRONMENT, "test");
        values.put(Dimension.PROXY, "weather");
        values.put(Dimension.STATUS, "200");
        values.putAll(given);
        var environment = api.storage().read(work -> {
            var organization = work.organizations().require("default");
            return work.environments().require(organization.id(), "test").id();
        });
        return new Series(
                environment,
                Arrays.stream(Dimension.values())
                        .map(each -> values.getOrDefault(each, ""))
                        .toList(),
                errors);
    }
}
