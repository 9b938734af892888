package io.turnpike.management.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.turnpike.http.Call;
import io.turnpike.management.wire.MediaTypes;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The zip that a call brings: as its whole body, or as a file of a form.
///
/// Source: management-api 1.3.
public final class Upload {
    private static final int FORM = 64 * 1024;
    private static final Set<String> ZIP =
            Set.of("application/zip", "application/x-zip", "application/x-zip-compressed");

    private static final int MAX_BOUNDARY = 70;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern FILE = Pattern.compile(
            "(?i)content-disposition:[^\r\n]*\\bfilename\\*?=|" + "content-disposition:[^\r\n]*\\bname=\"?file\"?");

    private Upload() {}

    /// @throws Refused with `UnsupportedMediaType`, `TooLarge` or `Malformed`
    public static byte[] zip(Call call) {
        String type = call.header("Content-Type").orElse("");
        if (MediaTypes.name(type).equals("multipart/form-data")) {
            return file(type, call.body(ImportedBundle.MAX_BYTES + FORM));
        }
        if (!type.isEmpty() && !MediaTypes.isVague(type) && !ZIP.contains(MediaTypes.name(type))) {
            throw new Refused(new Problem.UnsupportedMediaType(type, "a zip, raw or as a file of a form"));
        }
        byte[] body = call.body(ImportedBundle.MAX_BYTES);
        if (body.length == 0) {
            throw new Refused(new Problem.Malformed("the body must be a zip, and is empty"));
        }
        return body;
    }

    /// The first part of the form that is a file.
    static byte[] file(String contentType, byte[] form) {
        byte[] delimiter = ("\r\n--" + boundary(contentType)).getBytes(ISO_8859_1);
        byte[] first = Arrays.copyOfRange(delimiter, 2, delimiter.length);
        int head = find(form, first, 0) + first.length;
        while (head >= first.length) {
            int end = find(form, delimiter, head);
            int content = find(form, END_OF_HEAD, head) + END_OF_HEAD.length;
            if (end < 0 || content < END_OF_HEAD.length || content > end) {
                break;
            }
            if (FILE.matcher(new String(form, head, content - head, ISO_8859_1)).find()) {
                return checked(Arrays.copyOfRange(form, content, end));
            }
            head = end + delimiter.length;
        }
        throw new Refused(new Problem.Malformed("the form must hold a file"));
    }

    private static byte[] checked(byte[] zip) {
        if (zip.length > ImportedBundle.MAX_BYTES) {
            throw new Refused(new Problem.TooLarge(ImportedBundle.MAX_BYTES));
        }
        return zip;
    }

    private static String boundary(String contentType) {
        Matcher found = BOUNDARY.matcher(contentType);
        String boundary = found.find() ? Optional.ofNullable(found.group(1)).orElse(found.group(2)) : "";
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new Refused(new Problem.Malformed("the form must name its boundary"));
        }
        return boundary;
    }

    /// @return -1 where it is missing
    private static int find(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
