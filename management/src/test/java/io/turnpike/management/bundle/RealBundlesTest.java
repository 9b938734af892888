package io.turnpike.management.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.BundleFacts.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Imports whatever bundles lie in a folder of one's own: `-Dturnpike.bundles=FOLDER`.
@EnabledIfSystemProperty(named = "turnpike.bundles", matches = ".+")
class RealBundlesTest {
    static List<Path> bundles() throws IOException {
        Path folder = Path.of(Objects.requireNonNull(System.getProperty("turnpike.bundles")));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void dropsNothingSilently(Path file) throws IOException {
        var imported = ImportedBundle.of(Files.readAllBytes(file), false);
        var report = imported.facts().report();

        long without = report.problems().stream()
                .map(Finding::code)
                .filter(code -> code.equals("PolicyWithoutEffect") || code.equals("PolicyNotAttached"))
                .count();
        assertThat(report.counts().get("applied") + without)
                .as("policies that became settings, and policies that are told of")
                .isEqualTo(imported.facts().policies().size());
        assertThat(imported.settings().basePaths()).isNotEmpty();
    }
}
