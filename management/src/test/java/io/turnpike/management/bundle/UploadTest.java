package io.turnpike.management.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files in forms (management-api 1.3).
class UploadTest {
    private static final String TYPE = "multipart/form-data; boundary=b1";
    private static final String FILE =
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\nContent-Type: application/zip";

    @Test
    @DisplayName("the first file counts, whatever stands around it; its bytes stay as they are")
    void findsTheFile() {
        String field = "--b1\r\nContent-Disposition: form-data; name=\"validate\"\r\n\r\ntrue\r\n";
        String content = "PK\u0000\r\n\r\n--b\r\n\u00ff";

        assertThat(file(TYPE, "preamble\r\n" + field + part(FILE, content) + "--b1--\r\n"))
                .isEqualTo(content);
        assertThat(file(TYPE, part(FILE, "") + "--b1--")).isEmpty();
        assertThat(file(TYPE, part("content-disposition: form-data; name=file", "x") + "--b1--"))
                .isEqualTo("x");
        assertThat(file("multipart/form-data; charset=x; boundary=\"b1\"", part(FILE, "x") + "--b1--"))
                .isEqualTo("x");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data | -- | the form must name its boundary",
                "multipart/form-data; boundary=b1 | '' | the form must hold a file",
                "multipart/form-data; boundary=b1 | --b1-- | the form must hold a file",
                "multipart/form-data; boundary=b1 | --b1 name=file | the form must hold a file",
            })
    void refusesFormsWithoutAFile(String type, String form, String rule) {
        assertThatThrownBy(() -> file(type, form))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.problem()).isEqualTo(new Problem.Malformed(rule)));
    }

    @Test
    void refusesAFormThatBreaksOff() {
        assertThatThrownBy(() -> file(TYPE, part(FILE, "x").replace("\r\n--b1", "")))
                .isInstanceOf(Refused.class);
    }

    private static String part(String head, String content) {
        return "--b1\r\n" + head + "\r\n\r\n" + content + "\r\n";
    }

    private static String file(String type, String form) {
        return new String(Upload.file(type, form.getBytes(ISO_8859_1)), ISO_8859_1);
    }
}
