package io.lumadb.query.execution.function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;

/** Compiled patterns, in RE2's syntax. */
final class RegularExpressions {

    private static final Recent<Pattern> PATTERNS = new Recent<>(RegularExpressions::read);

    private RegularExpressions() {}

    /** INVALID_QUERY for a text that is no pattern. */
    static Pattern compile(String text) {
        return PATTERNS.of(text);
    }

    /**
     * With flags as PostgreSQL and H2 write them: {@code i} for any case, {@code n} or {@code s} for a dot that also matches line ends,
     * {@code m} for ends of lines, {@code c} and {@code g} for what is so anyway. INVALID_QUERY for others.
     */
    static Pattern compile(String text, String flags) {
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < flags.length(); i++) {
            char flag = flags.charAt(i);
            switch (flag) {
                case 'i', 'm', 's' -> set.append(flag);
                case 'n' -> set.append('s');
                case 'c', 'g' -> {}
                default ->
                    throw new QueryError(
                            ErrorCode.INVALID_QUERY,
                            "'" + flag + "' is not a flag of regular expressions",
                            null,
                            "flags are i for any case, s for a dot that matches line ends, m for ends of lines");
            }
        }
        return compile(set.isEmpty() ? text : "(?" + set + ")" + text);
    }

    private static Pattern read(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException refused) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + text + "' is not a regular expression: " + refused.getDescription(),
                    null,
                    "patterns follow RE2's syntax, without back-references and look-around");
        }
    }
}
