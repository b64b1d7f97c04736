package io.lumadb.query.nql.condition;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads values: numbers, texts in quotes, bare words, times, lists in brackets, parameters, and {@code the field F}. */
public final class ValueReader {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern CODE = Pattern.compile("[+-]?0[0-9]+");

    /** Digits that a 128-bit decimal holds. */
    private static final int MOST_DIGITS = 34;

    private static final String QUOTES = "texts stand in \"quotes\"";

    private final Words words;
    private final NameResolver names;
    private final Moments moments;
    private final BareText bareText;
    private final Doubts doubts;
    private int questions;

    /** Reads from the place where the words are. */
    public ValueReader(Words words, NameResolver names, Moments moments) {
        this.words = words;
        this.names = names;
        this.moments = moments;
        this.bareText = new BareText(words, names, moments);
        this.doubts = new Doubts(words, names);
    }

    /** @param bare whether it is a text without quotes */
    record Operand(Expression value, boolean bare) {}

    /** Takes one value. */
    public Expression value() {
        return operand(BareText.Place.CLAUSE).value();
    }

    /** Takes one value that a field is compared with or set to; a text without quotes that may be something else is refused. */
    public Expression clear(FieldPath field, BareText.Place place) {
        Word first = words.peek();
        Operand operand = operand(place);
        if (operand.bare() && operand.value() instanceof Expression.Literal(Value.Text(String text))) {
            return doubts.settled(field, first, text, place);
        }
        if (place == BareText.Place.CLAUSE) {
            refuseUnlike(field, first, operand.value());
        }
        return operand.value();
    }

    /** Refuses to compare a field with a value of a kind that it is known not to hold, unless it says {@code the number}. */
    void refuseUnlike(FieldPath field, Word first, Expression value) {
        if (!first.is("the") && value instanceof Expression.Literal(Value literal)) {
            doubts.refuseUnlike(field, first, literal);
        }
    }

    Operand operand(BareText.Place place) {
        Word first = words.peek();
        return switch (first.kind()) {
            case QUOTED ->
                new Operand(new Expression.Literal(Value.of(words.next().text())), false);
            case SIGN -> new Operand(sign(first), false);
            case PLAIN ->
                exact(first)
                        .map(value -> new Operand(value, false))
                        .orElseGet(() -> new Operand(bareText.read(place), true));
            case NAME, END -> throw Complaints.expected(words, "a value", QUOTES);
        };
    }

    /** Takes what a test of text compares with: a number is the text of its digits. */
    public Expression text() {
        return words.peek().isPlain()
                        && !words.sees("the", "field")
                        && !words.sees("field")
                        && !words.sees("the", "number")
                ? bareText.read(BareText.Place.CLAUSE)
                : value();
    }

    /** Whether a number comes next. */
    boolean seesNumber() {
        return words.peek().isPlain() && NUMBER.matcher(words.peek().text()).matches();
    }

    /** Whether a value that no other word of a sentence can be begins so many words ahead: a number, a text in quotes, … */
    boolean exactAt(int ahead) {
        Word word = words.peek(ahead);
        return switch (word.kind()) {
            case QUOTED -> true;
            case SIGN -> word.is("[") || word.is("?") || word.is(":");
            case PLAIN ->
                NUMBER.matcher(unsigned(word)).matches() || word.is("true") || word.is("false") || word.is("null");
            case NAME, END -> false;
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
            Word name = words.next();
            if (!name.isPlain() || name.start() > first.end()) {
                throw QueryError.syntax(
                        "a parameter has a name right behind its colon", words.position(name), "write :name");
            }
            return new Expression.Parameter(name.text());
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
        throw Complaints.expected(words, "a value", QUOTES);
    }

    private Optional<Expression> exact(Word first) {
        if (words.acceptAny("the field", "field")) {
            return Optional.of(new Expression.Field(names.field()));
        }
        if (words.sees("the", "number") && NUMBER.matcher(words.peek(2).text()).matches()) {
            words.accept("the number");
            return literal(words.peek());
        }
        Optional<Expression> instant = moments.instant().or(moments::ago);
        if (instant.isPresent()) {
            return instant;
        }
        Optional<Moments.Span> span = moments.span(false);
        if (span.isPresent() && !span.get().day()) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(first.text()) + "' begins a stretch of time where one value was expected",
                    words.span(first, words.position()),
                    "write a day as 2026-01-31, or a text in \"quotes\"");
        }
        return span.map(Moments.Span::first).or(() -> literal(first));
    }

    private static String unsigned(Word word) {
        boolean currency = !word.text().isEmpty() && "$€£".indexOf(word.text().charAt(0)) >= 0;
        return currency ? word.text().substring(1) : word.text();
    }

    private Optional<Expression> literal(Word word) {
        String text = unsigned(word);
        Optional<Value> value = Optional.empty();
        if (INTEGER.matcher(text).matches()) {
            value = Optional.of(integer(word, text));
        } else if (NUMBER.matcher(text).matches()) {
            value = Optional.of(Value.of(Double.parseDouble(text)));
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

    private Value integer(Word word, String digits) {
        String shown = Complaints.shown(digits);
        if (CODE.matcher(digits).matches()) {
            throw QueryError.syntax(
                    "'" + shown + "' may be a number or a text, since it begins with 0",
                    words.position(word),
                    "write \"" + shown
                            + "\" for the text, or the number without the zero and without separators, as 1000");
        }
        if (digits.length() > MOST_DIGITS) {
            throw QueryError.syntax(
                    "'" + shown + "' has more than " + MOST_DIGITS + " digits",
                    words.position(word),
                    "texts stand in \"quotes\"");
        }
        try {
            return Value.of(Long.parseLong(digits));
        } catch (NumberFormatException beyondInt64) {
            return Value.of(new BigDecimal(digits));
        }
    }

    /** Takes a whole number of rows from 0, in digits or as a word, or a parameter. */
    public Expression count(String clause) {
        Word word = words.peek();
        OptionalLong numeral = word.isPlain() ? Numerals.of(word.text()) : OptionalLong.empty();
        if (numeral.isPresent()) {
            words.next();
            return new Expression.Literal(Value.of(numeral.getAsLong()));
        }
        Expression count = word.kind() == Word.Kind.SIGN
                ? value()
                : literal(word).orElseThrow(() -> Complaints.expected(words, "a number of documents", clause + " 10"));
        boolean whole = count instanceof Expression.Parameter
                || count instanceof Expression.Literal(Value.Int64(long rows)) && rows >= 0;
        if (!whole) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(word.text()) + "' is not a number of documents",
                    words.position(word),
                    "write " + clause + " 10");
        }
        return count;
    }
}
