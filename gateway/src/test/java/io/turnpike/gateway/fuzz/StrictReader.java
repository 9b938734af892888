package io.turnpike.gateway.fuzz;

import io.turnpike.gateway.fuzz.Reading.End;
import io.turnpike.gateway.fuzz.Reading.Message;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads messages from all their bytes, the slow and obvious way, straight from rules HT1, HT7, HT8, HT10 to HT13,
/// HT17, HT20 and HT22.
public final class StrictReader {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e\\x80-\\xff]+) HTTP/1\\.([0-9])");
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})(?: ([\\t\\x20-\\x7e\\x80-\\xff]*))?");
    private static final Pattern FIELD = Pattern.compile(
            "(" + TOKEN + "):[ \\t]*((?:[\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)[ \\t]*");
    private static final Pattern SIZE =
            Pattern.compile("([0-9A-Fa-f]{1,15})(?:;([\\t\\x20-\\x7e\\x80-\\xff]{0,256}))?");
    private static final Pattern HOST = Pattern.compile(
            "(?:(?:[A-Za-z0-9._~!$&'()*+;=-]|%[0-9A-Fa-f]{2})+|\\[([0-9A-Fa-f:.]+)])(?::([0-9]{0,5}))?");
    private static final int MAX_LINE = 8192;
    private static final int MAX_FIELDS = 32768;
    private static final int MAX_TRAILERS = 8192;

    private final String text;
    private final List<String> answered;
    private final List<Message> messages = new ArrayList<>();
    private int at;

    private StrictReader(Sample sample) {
        this.text = sample.text();
        this.answered = new ArrayList<>(sample.answered());
    }

    public static Reading read(Sample sample) {
        StrictReader reader = new StrictReader(sample);
        return new Reading(reader.messages, reader.read(sample.isRequests()));
    }

    private End read(boolean isRequests) {
        try {
            while (at < text.length()) {
                if (isRequests) {
                    readRequest();
                } else if (!readAnswer()) {
                    return End.REFUSED;
                }
            }
            return End.BETWEEN;
        } catch (Unfinished e) {
            return End.WITHIN;
        } catch (Refused e) {
            return End.REFUSED;
        }
    }

    private void readRequest() throws Unfinished, Refused {
        if (text.startsWith("\r\n", at)) {
            at += 2;
        }
        Matcher line = matched(REQUEST_LINE, line(at, MAX_LINE));
        boolean isOld = line.group(3).equals("0");
        List<String> fields = fields(MAX_FIELDS);
        List<String> hosts = values(fields, "host");
        boolean hasGoodHost = hosts.size() == 1 ? isHost(hosts.getFirst()) : hosts.isEmpty() && isOld;
        if (!hasGoodHost || values(fields, "authorization").size() > 1) {
            throw new Refused();
        }
        String start = line.group(1) + " " + line.group(2) + " " + (isOld ? 0 : 1);
        readBody(start, fields, framing(fields, isOld, Message.NO_BODY));
    }

    /// @return false where HTTP ends
    private boolean readAnswer() throws Unfinished, Refused {
        if (answered.isEmpty()) {
            return false;
        }
        Matcher line = matched(STATUS_LINE, line(at, MAX_LINE));
        int status = Integer.parseInt(line.group(2));
        List<String> fields = fields(MAX_FIELDS);
        String framing = framing(fields, line.group(1).equals("0"), Message.UNTIL_CLOSE);
        if (status == 101) {
            return false;
        }
        String method = status < 200 ? "" : answered.removeFirst();
        boolean hasBody = status >= 200 && status != 204 && status != 304 && !method.equals("HEAD");
        String reason = line.group(3) == null ? "" : line.group(3);
        readBody(line.group(1) + " " + status + " " + reason, fields, hasBody ? framing : Message.NO_BODY);
        return true;
    }

    /// Whether a text is a host, with or without a port (HT7).
    public static boolean isHost(String value) {
        Matcher host = HOST.matcher(value);
        if (!host.matches()) {
            return false;
        }
        String port = host.group(2);
        return (host.group(1) == null || isAddress(host.group(1)))
                && (port == null || port.isEmpty() || Integer.parseInt(port) <= 65535);
    }

    /// An IPv6 address, with four digits at most in a group (RFC 3986 3.2.2), where the JDK takes zeros before them;
    /// one that ends like IPv4 has one of the two forms of RFC 4291 2.5.5.
    private static boolean isAddress(String address) {
        try {
            boolean isGood = Inet6Address.ofLiteral(address) != null && !address.matches(".*[0-9A-Fa-f]{5}.*");
            return isGood && (!address.contains(".") || address.matches("(?i)(0{0,4}:)*(:ffff)?:[0-9.]+"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String framing(List<String> fields, boolean isOld, String otherwise) throws Refused {
        List<String> lengths = values(fields, "content-length");
        List<String> codings = values(fields, "transfer-encoding");
        if (lengths.isEmpty() && codings.isEmpty()) {
            return otherwise;
        }
        if (codings.isEmpty()) {
            boolean isGood = lengths.size() == 1
                    && lengths.getFirst().matches("0*[0-9]{1,19}")
                    && !isTooLong(lengths.getFirst());
            if (isGood) {
                long length = Long.parseLong(lengths.getFirst());
                return length == 0 ? Message.NO_BODY : String.valueOf(length);
            }
        } else if (lengths.isEmpty()
                && codings.size() == 1
                && !isOld
                && codings.getFirst().equalsIgnoreCase("chunked")) {
            return Message.CHUNKED;
        }
        throw new Refused();
    }

    private static boolean isTooLong(String digits) {
        return new java.math.BigInteger(digits).bitLength() > 63;
    }

    private void readBody(String start, List<String> fields, String framing) throws Unfinished, Refused {
        StringBuilder body = new StringBuilder();
        List<String> trailers = List.of();
        boolean isWhole = false;
        try {
            switch (framing) {
                case Message.NO_BODY -> {}
                case Message.UNTIL_CLOSE -> take(Long.MAX_VALUE, body);
                case Message.CHUNKED -> trailers = readChunks(body);
                default -> take(Long.parseLong(framing), body);
            }
            isWhole = true;
        } finally {
            messages.add(new Message(start, fields, framing, body.toString(), trailers, isWhole));
        }
    }

    private List<String> readChunks(StringBuilder body) throws Unfinished, Refused {
        while (true) {
            Matcher line = matched(SIZE, sizeLine());
            long size = Long.parseLong(line.group(1), 16);
            if (size == 0) {
                return fields(MAX_TRAILERS);
            }
            take(size, body);
            expect("\r\n");
        }
    }

    private void take(long length, StringBuilder body) throws Unfinished {
        int end = (int) Math.min(text.length(), at + Math.min(length, Integer.MAX_VALUE / 2));
        body.append(text, at, end);
        boolean isShort = end - at < length;
        at = end;
        if (isShort) {
            throw new Unfinished();
        }
    }

    private void expect(String wanted) throws Unfinished, Refused {
        String given = text.substring(at, Math.min(text.length(), at + wanted.length()));
        if (!wanted.startsWith(given)) {
            throw new Refused();
        }
        if (given.length() < wanted.length()) {
            throw new Unfinished();
        }
        at += wanted.length();
    }

    /// A line that is looked at byte by byte, not only when it is whole.
    private String sizeLine() throws Unfinished, Refused {
        int end = text.indexOf('\r', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        boolean isGood = (end < 0 && line.isEmpty()) || SIZE.matcher(line).matches();
        if (!isGood) {
            throw new Refused();
        }
        at += line.length();
        expect("\r\n");
        return line;
    }

    private List<String> fields(int most) throws Unfinished, Refused {
        List<String> fields = new ArrayList<>();
        int start = at;
        while (true) {
            String line = line(start, most);
            if (line.isEmpty()) {
                return fields;
            }
            Matcher field = matched(FIELD, line);
            if (fields.size() == 100) {
                throw new Refused();
            }
            fields.add(field.group(1) + ": " + field.group(2));
        }
    }

    /// The next line.
    ///
    /// @param start where that began which may have at most so many bytes
    private String line(int start, int most) throws Unfinished, Refused {
        int feed = text.indexOf('\n', at);
        int end = feed < 0 ? text.length() : feed + 1;
        if (end - start > most + 2) {
            throw new Refused();
        }
        if (feed < 0) {
            throw new Unfinished();
        }
        if (feed == at || text.charAt(feed - 1) != '\r') {
            throw new Refused();
        }
        String line = text.substring(at, feed - 1);
        at = end;
        return line;
    }

    private static Matcher matched(Pattern pattern, String line) throws Refused {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new Refused();
        }
        return matcher;
    }

    /// The values of all fields under a name.
    public static List<String> values(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(field -> field.substring(name.length() + 2))
                .toList();
    }

    /// The bytes end before the message does.
    private static final class Unfinished extends Exception {
        Unfinished() {
            super(null, null, false, false);
        }
    }

    /// This is no message.
    private static final class Refused extends Exception {
        Refused() {
            super(null, null, false, false);
        }
    }
}
