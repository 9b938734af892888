package io.turnpike.management.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("1.8: as it is, plus as a blank, decoded once more")
    @CsvSource({
        "a, a",
        "a+b, a+b; a b",
        "a%20b, a%20b; a b",
        "x%2By, x%2By; x+y; ",
        "100%, 100%",
        "50%+1, 50%+1; 50% 1",
    })
    void readsASegmentInEveryWayThatClientsMean(String segment, String readings) {
        assertThat(Segments.readings(segment)).containsExactly(readings.split("; ?"));
    }
}
