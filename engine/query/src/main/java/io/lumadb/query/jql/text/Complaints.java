package io.lumadb.query.jql.text;

import java.util.LinkedHashMap;
import java.util.Map;

/** What Jackson complains of, in words that name neither its settings nor the numbers of characters. */
final class Complaints {

    /** What it expected, as it says it and as we do. */
    private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

    static {
        EXPECTED.put("double-quote to start field name", "expected a name in double quotes");
        EXPECTED.put("colon to separate field name", "expected a colon between a name and its value");
        EXPECTED.put("comma to separate Object entries", "expected a comma or the closing }");
        EXPECTED.put("comma to separate Array entries", "expected a comma or the closing ]");
        EXPECTED.put("expected a valid value", "expected a value");
        EXPECTED.put("was expecting (JSON String", "expected a value");
    }

    private Complaints() {}

    static String plain(String message) {
        String subject = message.replaceAll("\\s*\\(code \\d+[^)]*\\)", "")
                .replaceAll("^Unexpected character \\('(.*?)'\\).*", "unexpected '$1'")
                .replaceAll("^Unexpected close marker '(.)'.*", "unexpected '$1'")
                .replaceAll("^Unrecognized token '(.*?)'.*", "'$1' is no value");
        return EXPECTED.entrySet().stream()
                .filter(expectation -> message.contains(expectation.getKey()))
                .findFirst()
                .map(expectation -> subject + ", " + expectation.getValue())
                .orElse(subject);
    }
}
