package io.lumadb.query.execution.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.lumadb.document.Value;
import io.lumadb.query.execution.function.ArrayBuilder;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.execution.function.WatchedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code $regexFind} and its kin, on RE2's linear-time engine. Positions count code points from 0. */
final class RegexOperators {

    private RegexOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of(
                        "$regexMatch",
                        2,
                        3,
                        values -> Value.of(matcher("$regexMatch", values)
                                .filter(Matcher::find)
                                .isPresent())),
                DocumentFunctions.of("$regexFind", 2, 3, RegexOperators::first),
                DocumentFunctions.of("$regexFindAll", 2, 3, RegexOperators::all));
    }

    /** None where the text or the pattern is null: then nothing is found. */
    private static Optional<Matcher> matcher(String operator, List<Value> values) {
        Value input = values.get(0);
        Value pattern = values.get(1);
        if (!input.isNull()) {
            Operand.text(operator, input);
        }
        if (input.isNull() || pattern.isNull()) {
            return Optional.empty();
        }
        Value options = Operand.optional(values, 2);
        String flags = options.isNull() ? "" : Operand.text(operator, options);
        if (!flags.chars().allMatch(flag -> "ims".indexOf(flag) >= 0)) {
            throw Operand.invalid(operator + " takes the options i, m and s, not '" + flags + "'");
        }
        String source = Operand.text(operator, pattern);
        try {
            return Optional.of(Pattern.compile(flags.isEmpty() ? source : "(?" + flags + ")" + source)
                    .matcher(WatchedText.of(Operand.text(operator, input))));
        } catch (PatternSyntaxException refused) {
            throw Operand.invalid("'" + source + "' is not a regular expression: " + refused.getDescription());
        }
    }

    private static Value first(List<Value> values) {
        return matcher("$regexFind", values)
                .filter(Matcher::find)
                .map(found -> found(found, position(Operand.text("$regexFind", values.getFirst()), 0, found.start())))
                .orElse(Value.NULL);
    }

    private static Value all(List<Value> values) {
        ArrayBuilder found = new ArrayBuilder("$regexFindAll");
        matcher("$regexFindAll", values).ifPresent(matcher -> {
            String text = Operand.text("$regexFindAll", values.getFirst());
            int counted = 0;
            long position = 0;
            while (matcher.find()) {
                position += position(text, counted, matcher.start());
                counted = matcher.start();
                found.add(found(matcher, position));
            }
        });
        return found.array();
    }

    /** How many characters lie between two places of a text. */
    private static long position(String text, int from, int to) {
        return text.codePointCount(from, to);
    }

    private static Value found(Matcher matcher, long position) {
        List<Value> captures = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String captured = matcher.group(group);
            captures.add(captured == null ? Value.NULL : Value.of(captured));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("match", Value.of(matcher.group()));
        fields.put("idx", Value.of(position));
        fields.put("captures", new Value.Array(captures));
        return new Value.Obj(fields);
    }
}
