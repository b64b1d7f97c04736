package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.Moments;
import io.lumadb.query.nql.name.FieldTypes;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code in Sales} and {@code from Groningen}: the one field that is known to have the value is the field that is meant. */
final class PlacedReader {

    private static final int MOST_WORDS = 4;

    private final Words words;
    private final NameResolver names;
    private final Moments moments;

    PlacedReader(Words words, NameResolver names, Moments moments) {
        this.words = words;
        this.names = names;
        this.moments = moments;
    }

    /**
     * Takes the clause where it comes next.
     *
     * @throws QueryError when several fields have the value
     */
    boolean read(Clauses all) {
        Word first = words.peek();
        boolean placed = first.isPlain() && (first.is("in") || first.is("from")) && !moments.startsAt(1, true);
        if (!placed) {
            return false;
        }
        int before = words.position();
        words.next();
        words.accept("the");
        Word value = words.peek();
        for (int length = MOST_WORDS; length > 0; length--) {
            Optional<String> text = value(length);
            List<FieldPath> fields = text.map(names.types()::fieldsWith).orElse(List.of());
            if (!fields.isEmpty()) {
                words.goTo(words.position() + length);
                if (all.isOfChange()) {
                    throw unnamed(fields.getFirst(), text.orElseThrow(), value);
                }
                all.and(is(fields, text.orElseThrow(), value));
                return true;
            }
        }
        words.goTo(before);
        return false;
    }

    /** So many words, where the sentence may end behind them; a text in quotes is one. */
    private Optional<String> value(int length) {
        if (words.peek().kind() == Word.Kind.QUOTED) {
            return length == 1 ? Optional.of(words.peek().text()) : Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (!words.peek(i).isPlain()) {
                return Optional.empty();
            }
            text.append(i == 0 ? "" : " ").append(words.peek(i).text());
        }
        Word behind = words.peek(length);
        boolean ends = !behind.isPlain()
                || Vocabulary.CLAUSES.contains(behind.lower())
                || Vocabulary.VALUE_ENDS.contains(behind.lower());
        return ends ? Optional.of(text.toString()) : Optional.empty();
    }

    /** What is changed is not found out by a sample: another field may have the value too. */
    private QueryError unnamed(FieldPath path, String text, Word first) {
        return new QueryError(
                ErrorCode.INVALID_QUERY,
                "a change names the field that has the value '" + Complaints.shown(text) + "'",
                words.span(first, words.position()),
                "write where " + path + " is " + Complaints.shown(text));
    }

    private Expression is(List<FieldPath> fields, String text, Word first) {
        if (fields.size() > 1) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "several fields have the value '" + Complaints.shown(text) + "': "
                            + fields.stream().map(FieldPath::toString).collect(Collectors.joining(", ")),
                    words.span(first, words.position()),
                    "name the field, as in: where " + fields.getFirst() + " is " + Complaints.shown(text));
        }
        FieldPath path = fields.getFirst();
        FieldTypes types = names.types();
        Expression value =
                new Expression.Literal(Value.of(types.valueOf(path, text).orElse(text)));
        Expression field = new Expression.Field(path);
        return types.isList(path)
                ? new Expression.TextMatch(TextOperator.CONTAINS, field, value)
                : new Comparison(ComparisonOperator.EQUAL, field, value);
    }
}
