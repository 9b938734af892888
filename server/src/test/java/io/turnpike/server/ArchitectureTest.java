package io.turnpike.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The star rule inside `core`, the homes of the large libraries, and the names of classes.
///
/// Between modules Maven itself holds the star rule.
class ArchitectureTest {
    private static JavaClasses turnpike;

    @BeforeAll
    static void readClasses() {
        turnpike = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.turnpike");
    }

    @ParameterizedTest(name = "{0} uses only {1}")
    @CsvSource({
        "problem, problem",
        "secret, secret problem",
        "model, model problem secret",
        "access, access model problem",
        "quota, quota model problem",
        "decision, decision model quota problem secret",
        "stats, stats",
        "usage, usage model problem quota decision secret",
        "billing, billing model problem",
        "rating, rating billing model problem usage",
        "storage, storage billing model problem access secret stats",
        "enforcement, enforcement decision storage model secret",
    })
    void corePackagesPointInwards(String name, String allowed) {
        var packages = Arrays.stream(allowed.split(" "))
                .map(each -> "io.turnpike." + each + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("io.turnpike." + name + "..")
                .and()
                .resideOutsideOfPackage("io.turnpike.storage.jdbc..")
                .should(onlyDependOnClassesThat(
                        resideOutsideOfPackage("io.turnpike..").or(resideInAnyPackage(packages))))
                .allowEmptyShould(true)
                .check(turnpike);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.turnpike.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(turnpike);
    }

    @ParameterizedTest(name = "{0} is a pure function")
    @ValueSource(strings = {"decision", "quota", "billing", "rating"})
    void arithmeticHasNoClockSocketFileOrDatabase(String name) {
        noClasses()
                .that()
                .resideInAPackage("io.turnpike." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "javax.sql..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccess|InputStream|OutputStream).*")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .allowEmptyShould(true)
                .check(turnpike);
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "io.helidon.., io.turnpike.http..",
        "io.netty.., io.turnpike.gateway..",
        "java.sql.., io.turnpike.storage.jdbc..",
        "javax.sql.., io.turnpike.storage.jdbc..",
        "org.jdbi.., io.turnpike.storage.jdbc..",
        "org.flywaydb.., io.turnpike.storage.jdbc..",
        "com.zaxxer.., io.turnpike.storage.jdbc..",
    })
    void eachLibraryHasOneHome(String library, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(turnpike);
    }

    @Test
    void classNamesAreNounsOfTheDomain() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$]\\w*(Utils?|Helper|Manager|Impl|Base)")
                .orShould()
                .haveNameMatching(".*[.$](Abstract|I)\\p{Upper}\\w*")
                .check(turnpike);
    }
}
