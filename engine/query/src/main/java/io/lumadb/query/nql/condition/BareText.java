package io.lumadb.query.nql.condition;

import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;

/**
 * Reads texts without quotes: from a first word to the next one that goes on with the sentence. A word that could be either, such
 * as {@code over} or the name of a field, is refused: it is not for the reader to say where the text ends.
 */
public final class BareText {

    private final Words words;
    private final NameResolver names;
    private final Moments moments;
    private final Comparators comparators;

    BareText(Words words, NameResolver names, Moments moments) {
        this.words = words;
        this.names = names;
        this.moments = moments;
        this.comparators = new Comparators(words);
    }

    /** Where the text stands. */
    public enum Place {
        /** In a condition. */
        CLAUSE,
        /** Behind <i>set F to</i>. */
        CHANGE,
        /** In a document that is added: fields follow, clauses do not. */
        DOCUMENT
    }

    Expression read(Place place) {
        Word first = words.peek();
        if (!first.isPlain()
                || Vocabulary.VALUE_ENDS.contains(first.lower())
                || Vocabulary.COMPARING.contains(first.lower())
                || names(first, "one", "any", "none", "all") && words.peek(1).is("of")) {
            throw Complaints.expected(words, "a value", "a text with words of the language stands in \"quotes\"");
        }
        words.next();
        while (goesOn(place)) {
            refuseUnclear(first, place);
            words.next();
        }
        return new Expression.Literal(Value.of(words.textFrom(first)));
    }

    private static boolean names(Word word, String... texts) {
        for (String text : texts) {
            if (word.is(text)) {
                return true;
            }
        }
        return false;
    }

    private boolean goesOn(Place place) {
        Word word = words.peek();
        return word.isPlain()
                && !Vocabulary.VALUE_ENDS.contains(word.lower())
                && (place == Place.DOCUMENT || !clauseBegins(word));
    }

    private void refuseUnclear(Word first, Place place) {
        Word word = words.peek();
        boolean comparing = Vocabulary.COMPARING.contains(word.lower());
        int field = names.knownFieldLength(0);
        boolean condition = field > 0 && comparators.startsAt(field);
        if (comparing || condition || place == Place.DOCUMENT && field > 0) {
            String what = comparing ? "a word that compares" : "a field";
            throw QueryError.syntax(
                    "'" + Complaints.shown(word.text()) + "' is " + what + ", or a part of the text that begins with '"
                            + Complaints.shown(first.text()) + "'",
                    words.position(word),
                    place == Place.DOCUMENT
                            ? "put a comma before a field, and \"quotes\" around a text"
                            : "put and before another condition, and \"quotes\" around a text");
        }
    }

    /** Whether another clause begins here, as far as can be seen from its first words. */
    private boolean clauseBegins(Word word) {
        return switch (word.lower()) {
            case "today", "yesterday", "tomorrow", "that", "which", "who", "latest" -> true;
            case "last", "past", "this", "next" -> moments.startsAt(0, false);
            case "in", "during", "since", "before", "after", "until", "from", "within", "on" ->
                moments.startsAt(1, true);
            case "between" -> moments.startsAt(1, false);
            case "by" -> names.knownFieldLength(1) > 0;
            case "for" -> words.peek(1).is("each") || words.peek(1).is("every");
            case "but" -> words.peek(1).is("only");
            case "only", "skipping" -> Numerals.counted(words.peek(1)).isPresent();
            case "most" -> words.peek(1).is("recent");
            case "older", "younger", "newer" -> words.peek(1).is("than");
            case "without" ->
                names.knownFieldLength(1) > 0
                        || words.peek(1).is("a")
                        || words.peek(1).is("an");
            case "similar" -> words.peek(1).is("to");
            case "mentioning", "about" -> words.peek(1).kind() == Word.Kind.QUOTED;
            case "if", "when" -> names.knownFieldLength(1) > 0;
            default -> false;
        };
    }
}
