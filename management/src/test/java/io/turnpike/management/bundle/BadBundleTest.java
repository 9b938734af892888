package io.turnpike.management.bundle;

import static io.turnpike.management.bundle.BundleFiles.bundle;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Problem.BadBundle;
import io.turnpike.problem.Problem.BadBundle.Violation;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no bundle, or would harm whoever unpacks it.
class BadBundleTest {
    private static final String NO_DTD = "must not declare a document type or use entities of its own";
    private static final String BAD_NAME = "must be a relative name without .. and control characters";

    @ParameterizedTest(name = "{0}")
    @DisplayName("path traversal: a name that leaves its folder is refused, and shown without control characters")
    @ValueSource(
            strings = {
                "../evil.xml",
                "apiproxy/../../etc/passwd",
                "/etc/passwd",
                "apiproxy\\policies\\a.xml",
                "apiproxy/./a.xml",
                "apiproxy/a\u0000.xml",
                "apiproxy/a\n.xml"
            })
    void refusesNamesThatLeaveTheirFolder(String name) {
        assertViolations(bundle().with(name, "x").zip(), new Violation(name.replaceAll("\\p{Cntrl}", "?"), BAD_NAME));
    }

    @Test
    void refusesWhatIsNoZip() {
        byte[] cut = Arrays.copyOf(bundle().zip(), 60);

        assertViolations(new byte[0], new Violation("", "is no zip, or an empty one"));
        assertViolations("{\"name\":\"p\"}".getBytes(ISO_8859_1), new Violation("", "is no zip, or an empty one"));
        assertViolations(BundleFiles.zip(Map.of()), new Violation("", "is no zip, or an empty one"));
        assertViolations(cut, new Violation("", "is no zip, or a broken one"));
    }

    @Test
    @DisplayName("zip bombs: what unpacks to a hundred times its size, to 64 MiB, or to too many files")
    void refusesZipBombs() {
        byte[] zeros = new byte[9 * 1024 * 1024];

        assertThat(violations(
                        bundle().with("apiproxy/resources/jsc/a.js", zeros).zip()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.description()).startsWith("must not unpack to more than"));
        assertViolations(
                bundle().with("apiproxy/resources/jsc/a.js", noise(10 * 1024 * 1024 + 1))
                        .zip(),
                new Violation("apiproxy/resources/jsc/a.js", "must have at most 10485760 bytes"));
        var many = new LinkedHashMap<String, byte[]>();
        IntStream.range(0, 2_001).forEach(number -> many.put("apiproxy/" + number, new byte[0]));
        assertViolations(BundleFiles.zip(many), new Violation("", "must hold at most 2000 files"));
    }

    @Test
    void takesAFileThatPacksWellAsLongAsItIsSmall() {
        var imported =
                bundle().with("apiproxy/resources/jsc/a.js", new byte[900_000]).imported();

        assertThat(imported.facts().resources()).containsExactly("jsc://a.js");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("XML entities and document types, in any file")
    @ValueSource(
            strings = {
                "<!DOCTYPE Quota SYSTEM 'file:///etc/passwd'><Quota/>",
                "<!DOCTYPE q [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><Quota>&b;</Quota>",
                "<!DOCTYPE q [<!ENTITY x SYSTEM 'http://127.0.0.1:1/'>]><Quota>&x;</Quota>"
            })
    void refusesDocumentTypes(String xml) {
        assertViolations(
                bundle().with("apiproxy/policies/Q.xml", xml).zip(), new Violation("apiproxy/policies/Q.xml", NO_DTD));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<Quota>         | must be well-formed XML",
                "<Quota></Rate>  | must be well-formed XML",
                "<Quota/><Rate/> | must be well-formed XML",
                "text            | must be well-formed XML",
                "<Quota>&x;</Quota> | must",
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Quota/> | must be XML in UTF-8, also by its own declaration",
            })
    void refusesWhatIsNoXml(String xml, String message) {
        assertThat(violations(bundle().with("apiproxy/policies/Q.xml", xml).zip()))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.file()).isEqualTo("apiproxy/policies/Q.xml");
                    assertThat(violation.description()).startsWith(message);
                });
    }

    @Test
    void refusesOtherEncodingsAndWhatIsTooDeepOrTooLarge() {
        String file = "apiproxy/policies/Q.xml";
        String deep = "<a>".repeat(65) + "</a>".repeat(65);
        String wide = "<a>" + "<b/>".repeat(20_000) + "</a>";

        assertViolations(
                bundle().with(file, "<Quota>ä</Quota>".getBytes(ISO_8859_1)).zip(),
                new Violation(file, "must be valid UTF-8"));
        assertViolations(
                bundle().with(file, "<Quota/>".getBytes(UTF_16)).zip(), new Violation(file, "must be valid UTF-8"));
        for (String xml : List.of(deep, wide)) {
            assertViolations(
                    bundle().with(file, xml).zip(), new Violation(file, "must have at most 20000 elements, 64 deep"));
        }
        assertViolations(
                bundle().with(
                                file,
                                "<a>"
                                        + new Random(7)
                                                .ints(1024 * 1024, 'a', 'z')
                                                .collect(
                                                        StringBuilder::new,
                                                        (text, each) -> text.append((char) each),
                                                        StringBuilder::append)
                                        + "</a>")
                        .zip(),
                new Violation(file, "must have at most 1048576 bytes"));
    }

    @Test
    @DisplayName("all that is wrong is told at once, with its file")
    void tellsAllThatDoesNotFitTogether() {
        byte[] zip = bundle().without("apiproxy/p.xml")
                .with("apiproxy/policies/A.xml", "<Quota name='same'/>")
                .with("apiproxy/policies/B.xml", "<CORS name='same'/>")
                .with("apiproxy/targets/other.xml", "<ProxyEndpoint/>")
                .with(
                        "apiproxy/proxies/default.xml",
                        BundleFiles.proxy(
                                "default",
                                "",
                                BundleFiles.step("missing", ""),
                                "<RouteRule><TargetEndpoint>gone</TargetEndpoint></RouteRule>"))
                .zip();

        assertThat(violations(zip))
                .containsExactlyInAnyOrder(
                        new Violation("apiproxy/", "must hold exactly one file with an <APIProxy>"),
                        new Violation("apiproxy/policies/B.xml", "must not have the name same of another file"),
                        new Violation("apiproxy/targets/other.xml", "must be the element <TargetEndpoint>"),
                        new Violation(
                                "apiproxy/proxies/default.xml", "must have a BasePath in its HTTPProxyConnection"),
                        new Violation(
                                "apiproxy/proxies/default.xml", "names the target endpoint gone, which is not there"),
                        new Violation(
                                "apiproxy/proxies/default.xml",
                                "names the policy missing in its PreFlow request, which is not there"));
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static void assertViolations(byte[] zip, Violation... expected) {
        assertThat(violations(zip)).containsExactly(expected);
    }

    private static List<Violation> violations(byte[] zip) {
        var seen = new BadBundle[1];
        assertThatThrownBy(() -> ImportedBundle.of(zip, false))
                .isInstanceOfSatisfying(Refused.class, refused -> seen[0] = (BadBundle) refused.problem());
        return seen[0].violations();
    }
}
