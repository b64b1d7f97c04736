package io.lumadb.query.nql;

import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Times;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads values: numbers, texts in quotes, bare words, times, lists in brackets, parameters, and {@code the field F}. */
final class ValueReader {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?");

    private final Words words;
    private final NameResolver names;
    private final Moments moments;
    private int questions;

    ValueReader(Words words, NameResolver names, Moments moments) {
        this.words = words;
        this.names = names;
        this.moments = moments;
    }

    /** Takes one value. */
    Expression value() {
        Word first = words.peek();
        return switch (first.kind()) {
            case QUOTED -> {
                words.next();
                yield new Expression.Literal(Value.of(first.text()));
            }
            case SIGN -> sign(first);
            case PLAIN -> plain(first);
            case NAME, END -> throw Complaints.expected(words, "a value", "texts stand in \"quotes\"");
        };
    }

    private Expression sign(Word first) {
        if (words.accept("?")) {
            questions++;
            Word number = words.peek();
            if (number.start() == first.end() && INTEGER.matcher(number.text()).matches()) {
                return new Expression.Parameter(words.next().text());
            }
            return new Expression.Parameter(Integer.toString(questions));
        }
        if (words.accept(":")) {
            return new Expression.Parameter(words.next().text());
        }
        if (words.accept("[")) {
            words.enter();
            List<Expression> elements = new ArrayList<>();
            while (!words.accept("]")) {
                elements.add(value());
                if (!words.accept(",") && !words.sees("]")) {
                    throw Complaints.expected(words, "a comma or ]", null);
                }
            }
            words.leave();
            return Expressions.array(elements);
        }
        throw Complaints.expected(words, "a value", "texts stand in \"quotes\"");
    }

    private Expression plain(Word first) {
        if (words.acceptAny("the field", "field")) {
            return new Expression.Field(names.field());
        }
        Optional<Expression> instant = moments.instant();
        if (instant.isPresent()) {
            return instant.get();
        }
        Optional<Moments.Span> span = moments.span();
        if (span.isPresent()) {
            return span.get().from();
        }
        return literal(first).orElseGet(this::bareWords);
    }

    private Optional<Expression> literal(Word word) {
        String text = word.text().startsWith("$") || word.text().startsWith("€")
                ? word.text().substring(1)
                : word.text();
        Optional<Value> value = Optional.empty();
        if (INTEGER.matcher(text).matches()) {
            value = Optional.of(integer(text));
        } else if (NUMBER.matcher(text).matches()) {
            value = Optional.of(Value.of(Double.parseDouble(text)));
        } else if (DATE.matcher(text).matches()) {
            value = Optional.of(date(word));
        } else if (word.is("true")) {
            value = Optional.of(Value.TRUE);
        } else if (word.is("false")) {
            value = Optional.of(Value.FALSE);
        } else if (word.is("null")) {
            value = Optional.of(Value.NULL);
        }
        value.ifPresent(_ -> words.next());
        return value.map(Expression.Literal::new);
    }

    private static Value integer(String digits) {
        try {
            return Value.of(Long.parseLong(digits));
        } catch (NumberFormatException beyondInt64) {
            return Value.of(new BigDecimal(digits));
        }
    }

    private Value date(Word word) {
        try {
            return Value.of(Times.parse(word.text()));
        } catch (DateTimeException e) {
            throw QueryError.syntax(
                    "'" + word.text() + "' is not a date",
                    words.position(word),
                    "write 2026-01-31 or 2026-01-31T12:00:00Z");
        }
    }

    /** Words without quotes are a text up to the next word that goes on with the sentence. */
    private Expression bareWords() {
        StringBuilder text = new StringBuilder();
        while (words.peek().isPlain()
                && !Vocabulary.VALUE_ENDS.contains(words.peek().lower())) {
            text.append(text.isEmpty() ? "" : " ").append(words.next().text());
        }
        if (text.isEmpty()) {
            throw Complaints.expected(words, "a value", "a text that is a word of the language stands in \"quotes\"");
        }
        return new Expression.Literal(Value.of(text.toString()));
    }

    /** Takes a whole number of rows from 0, or a parameter. */
    Expression count(String clause) {
        Word word = words.peek();
        Expression count = word.kind() == Word.Kind.SIGN
                ? value()
                : literal(word).orElseThrow(() -> Complaints.expected(words, "a number of documents", clause + " 10"));
        boolean whole = count instanceof Expression.Parameter
                || count instanceof Expression.Literal(Value.Int64(long rows)) && rows >= 0;
        if (!whole) {
            throw QueryError.syntax(
                    "'" + word.text() + "' is not a number of documents",
                    words.position(word),
                    "write " + clause + " 10");
        }
        return count;
    }
}
