package dev.vivarium.console.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one file of a corpus: headers, then Python. */
final class AttackParser {

    private static final String PREFIX = "#:";
    private static final Pattern HEADER = Pattern.compile("#: ([a-z]+): (\\S.*)");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern SECOND_PART = Pattern.compile("(?m)^#: part 2 *$\\R?");
    private static final Set<String> KNOWN = Set.of("id", "class", "technique", "oracle", "note");

    private final String file;

    AttackParser(String file) {
        this.file = file;
    }

    /**
     * The attack that {@code text} holds.
     *
     * @throws CorpusException if it breaks the format
     */
    Attack parse(String text) {
        Map<String, String> headers = headers(text);
        String[] oracle = required(headers, "oracle").split(" +", 2);
        OracleName name =
                OracleName.of(oracle[0]).orElseThrow(() -> problem("no oracle is called '" + oracle[0] + "'"));
        required(headers, "technique");
        return new Attack(
                slug(headers, "id"),
                slug(headers, "class"),
                name,
                oracle.length == 2 ? oracle[1] : "",
                parts(text, name));
    }

    private Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line :
                text.lines().takeWhile(line -> line.startsWith(PREFIX)).toList()) {
            Matcher header = HEADER.matcher(line.strip());
            if (!header.matches() || !KNOWN.contains(header.group(1))) {
                throw problem("'" + line + "' is no header");
            }
            if (headers.put(header.group(1), header.group(2)) != null) {
                throw problem("the header " + header.group(1) + " is there twice");
            }
        }
        return headers;
    }

    private String required(Map<String, String> headers, String key) {
        String value = headers.get(key);
        if (value == null) {
            throw problem("the header " + key + " is missing");
        }
        return value;
    }

    private String slug(Map<String, String> headers, String key) {
        String value = required(headers, key);
        if (!SLUG.matcher(value).matches()) {
            throw problem("the " + key + " '" + value + "' is no slug");
        }
        return value;
    }

    /** The headers stay in the first part: they are comments, and the lines of tracebacks stay those of the file. */
    private List<String> parts(String text, OracleName oracle) {
        List<String> parts = new ArrayList<>(List.of(SECOND_PART.split(text, -1)));
        int needed = oracle == OracleName.NO_LEAK ? 2 : 1;
        if (parts.size() != needed || parts.getLast().isBlank()) {
            throw problem(oracle.word() + " needs " + needed + " part(s), and there are " + parts.size());
        }
        return parts;
    }

    private CorpusException problem(String what) {
        return new CorpusException(file + ": " + what);
    }
}
