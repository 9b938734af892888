package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule of HTTP at the gateway (http HT1 to HT35, runtime E1 to E8, extensions PX1, PX4, PX5) in cases that
/// stand in files under `conformance`, played over real sockets.
class ConformanceTest {
    /// But for HT30 (upgrades), HT34 (memory), PX2, PX3 (deployments) and E4 (patterns of products), which have tests
    /// of their own.
    private static final List<String> RULES = List.of(
            ("HT1 HT2 HT3 HT4 HT5 HT6 HT7 HT8 HT10 HT11 HT12 HT13 HT14 HT15 HT16 HT17 HT20 HT21 HT22 HT23 HT24 HT25 HT26"
                            + " HT31 HT32 HT33 HT35 PX1 PX4 PX5 E1 E2 E3 E5 E6 E7 E8")
                    .split(" "));

    static Stream<Script> scripts() {
        return Stream.of("heads", "targets", "bodies", "forwarding", "answers", "exchanges")
                .map(ScriptReader::read)
                .flatMap(List::stream);
    }

    @Test
    void everyRuleHasCases() {
        String cited = scripts().map(Script::section).collect(Collectors.joining(" "));

        assertThat(RULES).allSatisfy(rule -> assertThat(cited).containsPattern("\\b" + rule + "\\b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void holds(Script script) throws Exception {
        try (Stage stage = new Stage(script.setup(), false)) {
            stage.play(script);
        }
    }

    @ParameterizedTest(name = "{0}, byte by byte")
    @MethodSource("scripts")
    void holdsByteByByte(Script script) throws Exception {
        try (Stage stage = new Stage(script.setup(), true)) {
            stage.play(script);
        }
    }
}
