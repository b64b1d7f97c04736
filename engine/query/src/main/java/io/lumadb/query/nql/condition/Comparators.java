package io.lumadb.query.nql.condition;

import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The phrases that compare: {@code is over}, {@code at least}, {@code starts with} and their like. */
public final class Comparators {

    private static final Set<String> SIGNS = Set.of("=", "==", "!=", "<>", "<", "<=", ">", ">=");

    /** Words that begin a comparison behind its field, beside those that only compare. */
    private static final Set<String> BEGINNINGS = Set.of(
            "weren't",
            "more",
            "at",
            "before",
            "after",
            "since",
            "until",
            "earlier",
            "later",
            "between",
            "in",
            "within",
            "during",
            "one",
            "any",
            "among",
            "include",
            "has",
            "have",
            "begin",
            "start",
            "end",
            "starting",
            "beginning",
            "ending",
            "match",
            "like",
            "looks",
            "look",
            "exist",
            "does",
            "do",
            "not",
            "different",
            "no",
            "up",
            "on",
            "older",
            "younger",
            "newer",
            "either",
            "neither");

    private final Words words;

    Comparators(Words words) {
        this.words = words;
    }

    /**
     * A comparison by order or equality.
     *
     * @param temporal whether it is said of times only, so that four digits behind it are a year
     */
    public record Comparator(ComparisonOperator operator, boolean temporal) {}

    private record Phrases(ComparisonOperator operator, boolean temporal, String... texts) {}

    /** Longer phrases stand before their beginnings. */
    private static final List<Phrases> PHRASES = List.of(
            new Phrases(
                    ComparisonOperator.GREATER_OR_EQUAL,
                    false,
                    "greater than or equal to",
                    "more than or equal to",
                    "larger than or equal to",
                    "higher than or equal to",
                    "at least",
                    "no less than",
                    ">="),
            new Phrases(ComparisonOperator.GREATER_OR_EQUAL, true, "on or after", "since"),
            new Phrases(
                    ComparisonOperator.LESS_OR_EQUAL,
                    false,
                    "less than or equal to",
                    "fewer than or equal to",
                    "smaller than or equal to",
                    "lower than or equal to",
                    "at most",
                    "no more than",
                    "up to",
                    "<="),
            new Phrases(ComparisonOperator.LESS_OR_EQUAL, true, "on or before", "until"),
            new Phrases(
                    ComparisonOperator.GREATER,
                    false,
                    "greater than",
                    "more than",
                    "larger than",
                    "higher than",
                    "bigger than",
                    "above",
                    "over",
                    "exceeds",
                    ">"),
            new Phrases(ComparisonOperator.GREATER, true, "later than", "after"),
            new Phrases(
                    ComparisonOperator.LESS,
                    false,
                    "less than",
                    "fewer than",
                    "smaller than",
                    "lower than",
                    "below",
                    "under",
                    "<"),
            new Phrases(ComparisonOperator.LESS, true, "earlier than", "before"),
            new Phrases(ComparisonOperator.EQUAL, false, "equals", "equal to", "exactly", "==", "="),
            new Phrases(ComparisonOperator.EQUAL, true, "on", "during"),
            new Phrases(ComparisonOperator.NOT_EQUAL, false, "!=", "<>", "different from"));

    /** Whether a comparison begins so many words ahead. */
    boolean startsAt(int ahead) {
        Word word = words.peek(ahead);
        return switch (word.kind()) {
            case SIGN -> SIGNS.contains(word.text());
            case PLAIN -> Vocabulary.COMPARING.contains(word.lower()) || BEGINNINGS.contains(word.lower());
            case QUOTED, NAME, END -> false;
        };
    }

    /** Whether a comparison by order begins so many words ahead. */
    boolean ordersAt(int ahead) {
        for (Phrases phrases : PHRASES) {
            boolean order = phrases.operator() != ComparisonOperator.EQUAL
                    && phrases.operator() != ComparisonOperator.NOT_EQUAL;
            for (String text : phrases.texts()) {
                if (order && words.seesAt(ahead, text.split(" "))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes the words of a comparison by order or equality. */
    Optional<Comparator> comparison() {
        for (Phrases phrases : PHRASES) {
            if (words.acceptAny(phrases.texts())) {
                return Optional.of(new Comparator(phrases.operator(), phrases.temporal()));
            }
        }
        return Optional.empty();
    }

    /** Takes {@code or more} and its like behind a number, which then is a bound; what a field is equal to otherwise. */
    ComparisonOperator bound() {
        Word behind = words.peek(2);
        boolean ends = !behind.isPlain()
                || Vocabulary.CLAUSES.contains(behind.lower())
                || Vocabulary.VALUE_ENDS.contains(behind.lower());
        if (ends && words.acceptAny("or more", "or higher", "or above", "or greater", "or over", "or older")) {
            return ComparisonOperator.GREATER_OR_EQUAL;
        }
        return ends && words.acceptAny("or less", "or lower", "or below", "or fewer", "or under", "or younger")
                ? ComparisonOperator.LESS_OR_EQUAL
                : ComparisonOperator.EQUAL;
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
