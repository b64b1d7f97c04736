package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Functions of texts and regular expressions. */
final class TextPatterns {

    private TextPatterns() {}

    static List<ScalarFunction> all() {
        ScalarFunction matches = strict(
                "REGEXP_LIKE",
                "text, pattern[, flags]",
                "Whether a regular expression is found in the text",
                arguments -> withPattern(
                        arguments,
                        (text, pattern) ->
                                Value.of(pattern.matcher(WatchedText.of(text)).find())));
        ScalarFunction extract = strict(
                "REGEXP_EXTRACT",
                "text, pattern[, group]",
                "What a regular expression, or one of its groups, finds first; NULL where it finds nothing",
                TextPatterns::extract);
        return List.of(
                matches,
                matches.named("REGEXP_MATCHES"),
                extract,
                extract.named("REGEXP_SUBSTR"),
                strict(
                        "REGEXP_EXTRACT_ALL",
                        "text, pattern[, group]",
                        "The array of all that a regular expression, or one of its groups, finds",
                        TextPatterns::extractAll),
                strict(
                        "REGEXP_COUNT",
                        "text, pattern[, flags]",
                        "How often a regular expression is found",
                        arguments -> withPattern(arguments, TextPatterns::count)),
                strict(
                        "REGEXP_INSTR",
                        "text, pattern[, flags]",
                        "Where a regular expression is first found, counted from 1; 0 where it is not",
                        arguments -> withPattern(arguments, TextPatterns::position)),
                strict(
                        "REGEXP_REPLACE",
                        "text, pattern, replacement[, flags]",
                        "The text with all that a regular expression finds replaced; $1 in the replacement is its first group",
                        TextPatterns::replace),
                strict(
                        "REGEXP_SPLIT",
                        "text, pattern[, flags]",
                        "The array of the parts between what a regular expression finds",
                        arguments -> withPattern(arguments, TextPatterns::split)));
    }

    @FunctionalInterface
    private interface Search {
        Value in(String text, Pattern pattern);
    }

    private static Value withPattern(List<Value> arguments, Search search) {
        Value flags = arguments.size() == 3 ? arguments.get(2) : Value.of("");
        return arguments.get(0) instanceof Value.Text(String text)
                        && arguments.get(1) instanceof Value.Text(String pattern)
                        && flags instanceof Value.Text(String letters)
                ? search.in(text, RegularExpressions.compile(pattern, letters))
                : Value.NULL;
    }

    private static Value count(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(WatchedText.of(text));
        long found = 0;
        while (matcher.find()) {
            found++;
        }
        return Value.of(found);
    }

    private static Value position(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(WatchedText.of(text));
        return Value.of(matcher.find() ? text.codePointCount(0, matcher.start()) + 1 : 0);
    }

    private static Value split(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(WatchedText.of(text));
        List<Value> parts = new ArrayList<>();
        int from = 0;
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                parts.add(Value.of(text.substring(from, matcher.start())));
                Sizes.checkElements("REGEXP_SPLIT", parts.size());
                from = matcher.end();
            }
        }
        parts.add(Value.of(text.substring(from)));
        return new Value.Array(parts);
    }

    private static Value extract(List<Value> arguments) {
        List<Value> first = found(arguments, 1);
        return first.isEmpty() ? Value.NULL : first.getFirst();
    }

    private static Value extractAll(List<Value> arguments) {
        return arguments.get(0) instanceof Value.Text && arguments.get(1) instanceof Value.Text
                ? new Value.Array(found(arguments, Integer.MAX_VALUE))
                : Value.NULL;
    }

    private static List<Value> found(List<Value> arguments, int most) {
        OptionalLong number = arguments.size() == 3 ? Bodies.integer(arguments.get(2)) : OptionalLong.of(0);
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String written))
                || number.isEmpty()) {
            return List.of();
        }
        Pattern pattern = RegularExpressions.compile(written);
        if (number.getAsLong() < 0 || number.getAsLong() > pattern.groupCount()) {
            throw noGroup(written, pattern, "group " + number.getAsLong());
        }
        Matcher matcher = pattern.matcher(WatchedText.of(text));
        List<Value> found = new ArrayList<>();
        while (found.size() < most && matcher.find()) {
            String group = matcher.group((int) number.getAsLong());
            found.add(group == null ? Value.NULL : Value.of(group));
            Sizes.checkElements("REGEXP_EXTRACT_ALL", found.size());
        }
        return found;
    }

    private static Value replace(List<Value> arguments) {
        Value flags = arguments.size() == 4 ? arguments.get(3) : Value.of("");
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String sought))
                || !(arguments.get(2) instanceof Value.Text(String replacement))
                || !(flags instanceof Value.Text(String letters))) {
            return Value.NULL;
        }
        Pattern pattern = RegularExpressions.compile(sought, letters);
        Matcher matcher = pattern.matcher(WatchedText.of(text));
        StringBuilder result = new StringBuilder();
        try {
            while (matcher.find()) {
                matcher.appendReplacement(result, replacement);
                Sizes.checkCharacters("REGEXP_REPLACE", result.length());
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException badReference) {
            throw noGroup(sought, pattern, "what '" + replacement + "' speaks of");
        }
        return Value.of(matcher.appendTail(result).toString());
    }

    private static QueryError noGroup(String written, Pattern pattern, String wanted) {
        return new QueryError(
                ErrorCode.INVALID_QUERY,
                "'" + written + "' has " + pattern.groupCount() + " groups, and not " + wanted,
                null,
                "groups are counted from 1, $0 is all that is found, and a dollar sign is written \\$");
    }
}
