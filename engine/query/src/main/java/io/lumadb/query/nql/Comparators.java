package io.lumadb.query.nql;

import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.Optional;

/** The phrases that compare: {@code is over}, {@code at least}, {@code starts with} and their like. */
final class Comparators {

    private final Words words;

    Comparators(Words words) {
        this.words = words;
    }

    /** Whether a comparison begins so many words ahead. */
    boolean startsAt(int ahead) {
        Word word = words.peek(ahead);
        return switch (word.kind()) {
            case SIGN ->
                switch (word.text()) {
                    case "=", "==", "!=", "<>", "<", "<=", ">", ">=" -> true;
                    default -> false;
                };
            case PLAIN ->
                switch (word.lower()) {
                    case "is",
                            "are",
                            "was",
                            "were",
                            "isn't",
                            "aren't",
                            "equals",
                            "equal",
                            "greater",
                            "more",
                            "larger",
                            "higher",
                            "bigger",
                            "above",
                            "over",
                            "exceeds",
                            "at",
                            "less",
                            "fewer",
                            "smaller",
                            "lower",
                            "below",
                            "under",
                            "before",
                            "after",
                            "since",
                            "until",
                            "between",
                            "in",
                            "one",
                            "among",
                            "contains",
                            "containing",
                            "contain",
                            "includes",
                            "including",
                            "has",
                            "have",
                            "starts",
                            "begins",
                            "starting",
                            "beginning",
                            "ends",
                            "ending",
                            "matches",
                            "matching",
                            "like",
                            "looks",
                            "exists",
                            "exist",
                            "does",
                            "do",
                            "not",
                            "different",
                            "no",
                            "up",
                            "on",
                            "older",
                            "younger" -> true;
                    default -> false;
                };
            case QUOTED, NAME, END -> false;
        };
    }

    /** Takes the words of a comparison by order or equality. */
    Optional<ComparisonOperator> comparison() {
        if (words.acceptAny(
                "greater than or equal to",
                "more than or equal to",
                "at least",
                "no less than",
                "on or after",
                "since",
                ">=")) {
            return Optional.of(ComparisonOperator.GREATER_OR_EQUAL);
        }
        if (words.acceptAny(
                "less than or equal to",
                "fewer than or equal to",
                "at most",
                "no more than",
                "up to",
                "on or before",
                "until",
                "<=")) {
            return Optional.of(ComparisonOperator.LESS_OR_EQUAL);
        }
        if (words.acceptAny(
                "greater than",
                "more than",
                "larger than",
                "higher than",
                "bigger than",
                "older than",
                "above",
                "over",
                "exceeds",
                "after",
                ">")) {
            return Optional.of(ComparisonOperator.GREATER);
        }
        if (words.acceptAny(
                "less than",
                "fewer than",
                "smaller than",
                "lower than",
                "younger than",
                "below",
                "under",
                "before",
                "<")) {
            return Optional.of(ComparisonOperator.LESS);
        }
        if (words.acceptAny("equals", "equal to", "==", "=")) {
            return Optional.of(ComparisonOperator.EQUAL);
        }
        return words.acceptAny("!=", "<>", "different from")
                ? Optional.of(ComparisonOperator.NOT_EQUAL)
                : Optional.empty();
    }

    /** Takes the words of a test of text. */
    Optional<TextOperator> text() {
        if (words.acceptAny("contains", "contain", "containing", "includes", "include", "including", "has", "have")) {
            return Optional.of(TextOperator.CONTAINS);
        }
        if (words.acceptAny(
                "starts with", "start with", "starting with", "begins with", "begin with", "beginning with")) {
            return Optional.of(TextOperator.STARTS_WITH);
        }
        if (words.acceptAny("ends with", "end with", "ending with")) {
            return Optional.of(TextOperator.ENDS_WITH);
        }
        if (words.acceptAny("matches", "match", "matching")) {
            return Optional.of(TextOperator.MATCHES);
        }
        if (words.acceptAny("looks like", "look like")) {
            return Optional.of(TextOperator.ILIKE);
        }
        return words.accept("like") ? Optional.of(TextOperator.LIKE) : Optional.empty();
    }
}
