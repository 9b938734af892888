package io.turnpike.gateway;

import static java.util.regex.Matcher.quoteReplacement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads files of cases. `conformance/README.md` beside them explains the notation.
final class ScriptReader {
    private static final Pattern MACRO = Pattern.compile("\\{([^{}\"*]+)(?:\\*(\\d+))?}");
    private static final Pattern DEFINITION = Pattern.compile("(\\{[^}]+}|\\[[^]]+]) = (.*)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");

    private final Map<String, String> defined = new HashMap<>();
    private final List<Script> scripts = new ArrayList<>();
    private String section = "";
    private String setup = "";

    private ScriptReader() {}

    /// The cases of a file, in its order.
    static List<Script> read(String file) {
        ScriptReader reader = new ScriptReader();
        reader.readFile("words");
        reader.readFile(file);
        return reader.scripts;
    }

    /// An indented line goes on with the one before: behind a line end of the message at once, else behind a blank.
    private void readFile(String file) {
        for (String entry : content(file).split("\n(?!\\s)")) {
            String line = entry.replaceAll("¶\n\\s+(?![\\s|])", "¶")
                    .replaceAll("\n\\s+", " ")
                    .strip();
            var definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                defined.put(definition.group(1), definition.group(2));
            } else if (line.startsWith("= ")) {
                String[] heading = line.substring(2).split(" @");
                section = heading[0];
                setup = heading.length > 1 ? heading[1] : "";
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                scripts.add(script(line));
            }
        }
    }

    private static String content(String file) {
        try (InputStream in = ScriptReader.class.getResourceAsStream("/conformance/" + file + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Script script(String line) {
        String[] parts = line.split(" \\| ", 2);
        List<Script.Step> steps = steps(parts[1]);
        if (!steps.getLast().endsConnection()) {
            steps.addAll(steps("stays"));
        }
        return new Script(section, parts[0], setup, steps);
    }

    private List<Script.Step> steps(String text) {
        List<Script.Step> steps = new ArrayList<>();
        for (String step : text.split(" \\| ")) {
            String[] words = step.strip().split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            String meaning = defined.get("[" + words[0] + "]");
            if (meaning == null) {
                steps.add(new Script.Step(verb(words[0]), bytes(rest)));
            } else {
                steps.addAll(steps(filled(meaning, rest.split(", "))));
            }
        }
        return steps;
    }

    private static Script.Verb verb(String sign) {
        for (Script.Verb verb : Script.Verb.values()) {
            if (verb.sign.equals(sign)) {
                return verb;
            }
        }
        throw new IllegalArgumentException("no word or sign: " + sign);
    }

    private static String filled(String meaning, String[] arguments) {
        String filled = meaning;
        for (int i = 0; i < arguments.length; i++) {
            filled = filled.replace("$" + (i + 1), arguments[i]);
        }
        return filled;
    }

    private String bytes(String text) {
        String crlf = expanded(text).replace("¶", "\r\n");
        String bytes = ESCAPE.matcher(crlf).replaceAll(escape -> quoteReplacement(unescaped(escape.group(1))));
        int body = bytes.indexOf("\r\n\r\n") + 4;
        return bytes.replace("…", Integer.toString(bytes.length() - body));
    }

    private String expanded(String text) {
        return MACRO.matcher(text).replaceAll(macro -> quoteReplacement(expanded(macro)));
    }

    private String expanded(MatchResult macro) {
        if (macro.group(2) != null) {
            return macro.group(1).repeat(Integer.parseInt(macro.group(2)));
        }
        String meaning = defined.get(macro.group());
        if (meaning == null) {
            throw new IllegalArgumentException("nothing is called " + macro.group());
        }
        return expanded(meaning);
    }

    private static String unescaped(String code) {
        return switch (code.charAt(0)) {
            case 'x' -> String.valueOf((char) Integer.parseInt(code.substring(1), 16));
            case 'r' -> "\r";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 's' -> " ";
            case '0' -> "\0";
            default -> code;
        };
    }
}
