package io.lumadb.query.execution.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.function.WatchedText;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.List;
import java.util.function.Function;

/**
 * LIKE, MATCHES and their kin. Patterns run on RE2's linear-time engine, so that none can stall a core. A test gives
 * NULL where its operand or pattern is null or of a kind it does not apply to.
 */
final class TextTests {

    private TextTests() {}

    /** A test with a pattern that is known beforehand, compiled once. */
    static Function<Value, Value> withPattern(TextOperator operator, Value pattern) {
        if (pattern.isNull()) {
            return _ -> Value.NULL;
        }
        if (operator == TextOperator.CONTAINS) {
            return operand -> contains(operand, pattern);
        }
        if (!(pattern instanceof Value.Text(String text))) {
            return _ -> Value.NULL;
        }
        return switch (operator) {
            case LIKE -> simpleLike(text);
            case ILIKE -> matching(like(text, Pattern.CASE_INSENSITIVE), true);
            case MATCHES -> matching(regex(text), false);
            case STARTS_WITH -> onText(operand -> operand.startsWith(text));
            case ENDS_WITH -> onText(operand -> operand.endsWith(text));
            case CONTAINS -> throw new IllegalStateException("handled above");
        };
    }

    /** Patterns with wildcards at their ends only need no automaton. */
    private static Function<Value, Value> simpleLike(String pattern) {
        boolean before = pattern.startsWith("%");
        boolean after = pattern.length() > 1 && pattern.endsWith("%");
        String middle = pattern.substring(before ? 1 : 0, pattern.length() - (after ? 1 : 0));
        if (middle.indexOf('%') >= 0 || middle.indexOf('_') >= 0 || middle.indexOf('\\') >= 0) {
            return matching(like(pattern, 0), true);
        }
        if (before) {
            return onText(after ? operand -> operand.contains(middle) : operand -> operand.endsWith(middle));
        }
        return onText(after ? operand -> operand.startsWith(middle) : operand -> operand.equals(middle));
    }

    private static Function<Value, Value> matching(Pattern pattern, boolean whole) {
        return onText(text -> {
            Matcher matcher = pattern.matcher(WatchedText.of(text));
            return whole ? matcher.matches() : matcher.find();
        });
    }

    private static Function<Value, Value> onText(Function<String, Boolean> test) {
        return operand -> operand instanceof Value.Text(String text) ? Value.of(test.apply(text)) : Value.NULL;
    }

    private static Value contains(Value operand, Value pattern) {
        if (operand instanceof Value.Array(List<Value> elements)) {
            for (Value element : elements) {
                if (ValueOrder.same(element, pattern)) {
                    return Value.TRUE;
                }
            }
            return Value.FALSE;
        }
        return operand instanceof Value.Text(String text) && pattern instanceof Value.Text(String part)
                ? Value.of(text.contains(part))
                : Value.NULL;
    }

    /** {@code %} is any text, {@code _} any one character, a backslash takes the next character as it is. */
    private static Pattern like(String pattern, int flags) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); ) {
            int character = pattern.codePointAt(i);
            i += Character.charCount(character);
            if (character == '%') {
                regex.append(".*");
            } else if (character == '_') {
                regex.append('.');
            } else {
                if (character == '\\' && i < pattern.length()) {
                    character = pattern.codePointAt(i);
                    i += Character.charCount(character);
                }
                regex.append(Pattern.quote(Character.toString(character)));
            }
        }
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL);
    }

    /** A regular expression in RE2's syntax. */
    static Pattern regex(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException refused) {
            throw QueryError.about(
                    text,
                    ErrorCode.INVALID_QUERY,
                    "'" + text + "' is not a regular expression: " + refused.getDescription(),
                    "patterns follow RE2's syntax, without back-references and look-around");
        }
    }
}
