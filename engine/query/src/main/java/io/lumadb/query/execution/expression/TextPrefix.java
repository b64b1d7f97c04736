package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.Optional;

/**
 * How every text begins that a test holds for.
 *
 * @param text not empty
 * @param isAll the test holds for every text that begins so
 * @param isWhole the test holds for this text alone
 */
public record TextPrefix(String text, boolean isAll, boolean isWhole) {

    /** None for tests that say nothing about the beginning, and for patterns that are no text. */
    public static Optional<TextPrefix> of(TextOperator operator, Value pattern) {
        if (!(pattern instanceof Value.Text(String text)) || text.isEmpty() || hasHalfCharacter(text)) {
            return Optional.empty();
        }
        return switch (operator) {
            case STARTS_WITH -> Optional.of(new TextPrefix(text, true, false));
            case LIKE -> like(text);
            case ILIKE, CONTAINS, ENDS_WITH, MATCHES -> Optional.empty();
        };
    }

    /** Half of a surrogate pair has no place in the order of UTF-8. */
    private static boolean hasHalfCharacter(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Optional<TextPrefix> like(String pattern) {
        StringBuilder prefix = new StringBuilder();
        int at = 0;
        while (at < pattern.length() && pattern.charAt(at) != '%' && pattern.charAt(at) != '_') {
            if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
                at++;
            }
            prefix.append(pattern.charAt(at));
            at++;
        }
        return prefix.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TextPrefix(prefix.toString(), pattern.substring(at).equals("%"), at == pattern.length()));
    }

    /** Every text that begins so is at or above this. */
    public Bound low() {
        return new Bound(Value.of(text), true);
    }

    /** Every text that begins so is at or below this; none where no text is known to be above all of them. */
    public Optional<Bound> high() {
        if (isWhole) {
            return Optional.of(new Bound(Value.of(text), true));
        }
        int[] points = text.codePoints().toArray();
        for (int last = points.length - 1; last >= 0; last--) {
            Optional<Integer> next = successor(points[last]);
            if (next.isPresent()) {
                String above = new String(points, 0, last) + Character.toString(next.get());
                return Optional.of(new Bound(Value.of(above), false));
            }
        }
        return Optional.empty();
    }

    /** The next character in the order of UTF-8, which has no surrogates. */
    private static Optional<Integer> successor(int point) {
        if (point == Character.MAX_CODE_POINT) {
            return Optional.empty();
        }
        boolean beforeSurrogates = point + 1 == Character.MIN_SURROGATE;
        return Optional.of(beforeSurrogates ? Character.MAX_SURROGATE + 1 : point + 1);
    }
}
