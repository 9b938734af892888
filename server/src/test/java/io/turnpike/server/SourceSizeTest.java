package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Files, methods and parameter lists stay within the sizes of the style, and every package says what it owns.
class SourceSizeTest {
    private static final int MAX_FILE_LINES = 500;
    private static final int MAX_METHOD_LINES = 60;
    private static final int MAX_PARAMETERS = 7;

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static List<Path> sources;
    private static List<SourceMethod> methods;

    @BeforeAll
    static void readSources() throws IOException {
        sources = new ArrayList<>();
        for (var module : list(ROOT)) {
            sources.addAll(javaFiles(module.resolve("src/main/java")));
            sources.addAll(javaFiles(module.resolve("src/test/java")));
        }
        methods = SourceMethod.in(sources);
        assertThat(methods).isNotEmpty();
    }

    @Test
    void filesAreShort() {
        assertThat(sources)
                .filteredOn(source -> lines(source).size() > MAX_FILE_LINES)
                .as("files of more than %d lines", MAX_FILE_LINES)
                .isEmpty();
    }

    @Test
    void methodsAreShort() {
        assertThat(methods)
                .filteredOn(method -> method.lines() > MAX_METHOD_LINES)
                .as("methods of more than %d lines", MAX_METHOD_LINES)
                .isEmpty();
    }

    @Test
    void methodsTakeFewParameters() {
        assertThat(methods)
                .filteredOn(method -> method.parameters() > MAX_PARAMETERS)
                .as("methods of more than %d parameters", MAX_PARAMETERS)
                .isEmpty();
    }

    @Test
    void packagesSayWhatTheyOwn() {
        var packages = sources.stream()
                .map(Path::getParent)
                .filter(folder -> folder.toString().contains("/src/main/java/"))
                .distinct();

        assertThat(packages)
                .filteredOn(folder -> !isDescribed(folder.resolve("package-info.java")))
                .as("packages without a package-info.java that has a comment and @NullMarked")
                .isEmpty();
    }

    private static boolean isDescribed(Path packageInfo) {
        return Files.exists(packageInfo)
                && lines(packageInfo).contains("@NullMarked")
                && lines(packageInfo).getFirst().startsWith("///");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
