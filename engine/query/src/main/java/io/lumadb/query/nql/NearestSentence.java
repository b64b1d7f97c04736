package io.lumadb.query.nql;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.nql.name.KnownNames;
import io.lumadb.query.nql.name.NameIndex;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the accepted sentence nearest to a refused one, for its hint: {@link Mendings} says what may be meant, and what then
 * reads furthest is mended again. Failing that, a question loses the refused word or what stands behind it, where that says nothing
 * by itself; a change never does, since it would change more. No condition is lost or made up. The sentence is shown and never run. One object mends one sentence.
 */
final class NearestSentence {

    private static final int MOST_TRIES = 400;
    private static final int ROUNDS = 3;

    private static final String INTRODUCTION = "nearest sentence: ";

    /** Words that lead to what stands behind them, and so begin no text that was not put in quotes. */
    private static final Set<String> LEADING = Set.of(
            "by", "of", "to", "in", "with", "from", "for", "at", "than", "is", "are", "per", "on", "since", "not");

    private final KnownNames names;
    private final InstantSource clock;
    private final String refused;
    private int tries;

    /** Whether what is tried says the same in other words, so that its words are others. */
    private boolean idiom;

    private NearestSentence(String refused, KnownNames names, InstantSource clock) {
        this.refused = refused.replaceAll("\\s+", " ");
        this.names = names;
        this.clock = clock;
    }

    /** The refusal with the nearest sentence in its hint, where there is one. */
    static QueryError explained(String sentence, QueryError error, KnownNames names, InstantSource clock) {
        boolean mendable = error.code() == ErrorCode.SYNTAX_ERROR
                || error.code() == ErrorCode.INVALID_QUERY
                || error.code() == ErrorCode.UNKNOWN_COLLECTION;
        Optional<TextPosition> position = error.position();
        if (!mendable || position.isEmpty() || sentence.length() > Mendings.LONGEST_SENTENCE) {
            return error;
        }
        return new NearestSentence(sentence, names, clock)
                .nearest(sentence, position.get().offset())
                .map(found -> new QueryError(
                        error.code(),
                        error.detail(),
                        position.get(),
                        error.hint().map(hint -> hint + "; ").orElse("") + INTRODUCTION + found))
                .orElse(error);
    }

    private Optional<String> nearest(String sentence, int offset) {
        Attempt current = new Attempt(sentence, offset);
        boolean change = new Mendings(names, sentence, offset).ofChange();
        Optional<String> plain = said(change ? Idioms.changing(sentence) : Idioms.saidOtherwise(sentence));
        if (plain.isPresent()) {
            return plain;
        }
        for (int round = 0; round < ROUNDS; round++) {
            Attempt best = current;
            for (String candidate : new Mendings(names, current.sentence(), current.offset()).all()) {
                Optional<Attempt> attempt = attempt(candidate);
                if (attempt.isPresent() && attempt.get().accepted()) {
                    return Optional.of(candidate);
                }
                if (attempt.isPresent() && attempt.get().left() < best.left()) {
                    best = attempt.get();
                }
            }
            if (best.equals(current)) {
                break;
            }
            current = best;
        }
        return change
                ? Optional.empty()
                : said(Idioms.aboutFields(sentence))
                        .or(() -> new Mendings(names, sentence, offset)
                                .withoutRefusedWord()
                                .flatMap(this::accepted))
                        .or(() -> beginning(sentence, offset));
    }

    private Optional<String> said(Optional<String> otherwise) {
        idiom = true;
        Optional<String> accepted = otherwise.flatMap(this::accepted);
        idiom = false;
        return accepted;
    }

    /** @param offset where the sentence is refused; -1 when it is accepted */
    private record Attempt(String sentence, int offset) {
        boolean accepted() {
            return offset < 0;
        }

        int left() {
            return sentence.length() - offset;
        }
    }

    private Optional<String> accepted(String sentence) {
        return attempt(sentence).filter(Attempt::accepted).map(Attempt::sentence);
    }

    /** What becomes of a sentence; nothing when it is refused for another reason than its words, or too many were tried. */
    private Optional<Attempt> attempt(String sentence) {
        tries++;
        if (tries > MOST_TRIES) {
            return Optional.empty();
        }
        try {
            Statement statement = new SentenceReader(sentence, names, clock).read();
            return keepsTexts(statement) && keepsMeaning(statement, sentence)
                    ? Optional.of(new Attempt(sentence, -1))
                    : Optional.empty();
        } catch (QueryError error) {
            boolean words = error.code() != ErrorCode.NOT_BUILT_YET && error.code() != ErrorCode.TOO_LARGE;
            return words
                    ? error.position().map(position -> new Attempt(sentence, position.offset()))
                    : Optional.empty();
        }
    }

    /** Whether every word is still there, no condition has come to them, and no field has been made of one of them. */
    private boolean keepsMeaning(Statement statement, String sentence) {
        if (makesField(statement)) {
            return false;
        }
        if (idiom) {
            return true;
        }
        List<String> added = KeptWords.added(refused, sentence);
        boolean invented = added.contains("exists")
                && (added.size() > 1 || !added.getFirst().equals("exists"));
        return !invented
                && KeptWords.all(
                        refused,
                        sentence,
                        word -> !names.collections().find(word, false).isEmpty());
    }

    /** Whether a document is added with a field that its collection is not known to have. */
    private boolean makesField(Statement statement) {
        if (!(statement instanceof Statement.Insert insert)) {
            return false;
        }
        NameIndex fields = names.fields(insert.collection());
        return !fields.known().isEmpty()
                && insert.documents().stream()
                        .anyMatch(document -> document instanceof Expression.Literal(Value.Obj(var values))
                                && !values.keySet().stream().allMatch(name -> known(fields, name)));
    }

    private static boolean known(NameIndex fields, String name) {
        return fields.known().stream().anyMatch(field -> field.equals(name) || field.startsWith(name + "."));
    }

    /** The words of a question up to the refused place, as many of them as are a sentence. */
    private Optional<String> beginning(String sentence, int offset) {
        String kept = sentence.substring(0, offset).strip();
        while (kept.indexOf(' ') > 0) {
            Optional<String> accepted = accepted(kept);
            if (accepted.isPresent()) {
                return accepted;
            }
            kept = kept.substring(0, kept.lastIndexOf(' ')).strip();
        }
        return Optional.empty();
    }

    /** Whether the texts are those of the refused sentence: mending is of the words around them. */
    private boolean keepsTexts(Statement statement) {
        boolean[] kept = {true};
        StatementMapping.visit(statement, expression -> {
            if (expression instanceof Expression.Literal(Value value)) {
                kept[0] &= keeps(value);
            }
        });
        return kept[0];
    }

    private boolean keeps(Value value) {
        return switch (value) {
            case Value.Text(String text) ->
                stands(text) && !Vocabulary.all().contains(text) && !LEADING.contains(first(text));
            case Value.Obj(var fields) -> fields.values().stream().allMatch(this::keeps);
            case Value.Array(var elements) -> elements.stream().allMatch(this::keeps);
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Timestamp _,
                    Value.Binary _,
                    Value.Vector _ -> true;
        };
    }

    private static String first(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(0, space).toLowerCase(Locale.ROOT);
    }

    /** Whether a text stands in the refused sentence, not within longer words. */
    private boolean stands(String text) {
        if (text.isEmpty()) {
            // It is what 'is empty' says of a text.
            return true;
        }
        for (int at = refused.indexOf(text); at >= 0; at = refused.indexOf(text, at + 1)) {
            int end = at + text.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(refused.charAt(at - 1));
            boolean ends = end == refused.length() || !Character.isLetterOrDigit(refused.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
