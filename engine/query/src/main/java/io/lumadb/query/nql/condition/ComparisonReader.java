package io.lumadb.query.nql.condition;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.name.TimeFields;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Reads what is said of one field: {@code is over 10}, {@code starts with "A"}, {@code is in the last 7 days}. */
public final class ComparisonReader {

    static final String OPERATORS =
            "comparisons are: is, is not, is over, is under, is at least, is at most, is between … and …, is one of …, "
                    + "contains, starts with, ends with, matches, like, is null, is missing, exists, before, after, since";

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final Moments moments;
    private final Comparators comparators;
    private final TextReader texts;
    private final Emptiness emptiness;

    /** Whether what stands so many words ahead cannot go on with a list of values: it begins a condition or a clause. */
    private final IntPredicate endsList;

    ComparisonReader(Words words, NameResolver names, ValueReader values, Moments moments, IntPredicate endsList) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.moments = moments;
        this.comparators = new Comparators(words);
        this.endsList = endsList;
        this.texts = new TextReader(words, names, values, endsList);
        this.emptiness = new Emptiness(words, names);
    }

    Optional<Expression> read(FieldPath path) {
        Expression field = new Expression.Field(path);
        if (words.acceptAny("does not", "do not", "doesn't", "don't", "did not", "didn't")) {
            return Optional.of(denied(field));
        }
        if (words.acceptAny(
                "isn't",
                "aren't",
                "wasn't",
                "weren't",
                "is not",
                "are not",
                "was not",
                "were not",
                "is different from",
                "are different from",
                "different from",
                "not equal to")) {
            return Optional.of(isNot(field));
        }
        if (words.acceptAny("is", "are", "was", "were")) {
            return Optional.of(
                    state(field).or(() -> phrase(field)).orElseGet(() -> compare(field, ComparisonOperator.EQUAL)));
        }
        if (words.accept("not")) {
            Optional<Expression> denied = state(field).or(() -> phrase(field));
            if (denied.isEmpty()) {
                throw Complaints.expected(words, "what the field is not", OPERATORS);
            }
            return denied.map(Expression.Not::new);
        }
        if (words.acceptAny("exists", "exist")) {
            return Optional.of(new Expression.Not(new Expression.IsMissing(field)));
        }
        return phrase(field).or(() -> timed(field));
    }

    private Expression denied(Expression field) {
        if (words.accept("exist")) {
            return new Expression.IsMissing(field);
        }
        if (words.acceptAny("equal")) {
            return compare(field, ComparisonOperator.NOT_EQUAL);
        }
        Optional<TextOperator> operator = comparators.text();
        if (operator.isEmpty()) {
            throw Complaints.expected(
                    words, "exist, equal, contain, start with, end with, match or look like", OPERATORS);
        }
        return new Expression.Not(texts.match(operator.get(), field, true, this::parts));
    }

    private Expression isNot(Expression field) {
        if (words.acceptAny("equal to", "equals", "exactly")) {
            return compare(field, ComparisonOperator.NOT_EQUAL);
        }
        return state(field)
                .or(() -> phrase(field))
                .<Expression>map(Expression.Not::new)
                .orElseGet(() -> compare(field, ComparisonOperator.NOT_EQUAL));
    }

    /** What is said of a field without a value to compare with, or of its time. */
    private Optional<Expression> state(Expression field) {
        Word said = words.peek();
        if (words.accept("null")) {
            return Optional.of(new Expression.IsNull(field));
        }
        if (words.accept("empty")) {
            return Optional.of(emptiness.of(path(field), said));
        }
        if (words.accept("missing")) {
            return Optional.of(new Expression.IsMissing(field));
        }
        int before = words.position();
        if (words.acceptAny("in", "within", "from", "during", "on")) {
            refuseYear(field);
            refuseMonth(field);
        }
        Optional<Moments.Span> span = moments.span(isTime(field));
        if (span.isEmpty()) {
            words.goTo(before);
        }
        return span.map(time -> time.within(field));
    }

    /** {@code created last week}: a time right behind the field that it is of. */
    private Optional<Expression> timed(Expression field) {
        if (!names.mayHoldTime(path(field))) {
            return Optional.empty();
        }
        Word first = words.peek();
        if (moments.ago().isPresent()) {
            throw unclear(first);
        }
        return moments.span(isTime(field)).map(span -> span.within(field));
    }

    private QueryError unclear(Word moment) {
        return QueryError.syntax(
                "no document is of just that moment",
                words.span(moment, words.position()),
                "write since or before, or a day as 2026-01-31");
    }

    private static FieldPath path(Expression field) {
        if (field instanceof Expression.Field(FieldPath path)) {
            return path;
        }
        throw new IllegalArgumentException("a condition is said of a field");
    }

    private static boolean isTime(Expression field) {
        return field instanceof Expression.Field(FieldPath path) && TimeFields.isTimeLike(path);
    }

    private Optional<Expression> phrase(Expression field) {
        if (words.accept("between")) {
            return Optional.of(between(field));
        }
        boolean within = words.sees("in") || words.sees("within") || words.sees("during") || words.sees("on");
        Optional<Expression> span = within ? state(field) : Optional.empty();
        if (span.isPresent()) {
            return span;
        }
        if (words.acceptAny("one of", "any of", "either of", "either", "in", "among")) {
            return Optional.of(in(field, list(path(field))));
        }
        if (words.acceptAny("none of", "neither of", "neither")) {
            return Optional.of(new Expression.Not(in(field, list(path(field)))));
        }
        if (seesAge()) {
            return Optional.of(age(Optional.of(field)));
        }
        Optional<Comparators.Comparator> comparator = comparators.comparison();
        if (comparator.isPresent()) {
            return Optional.of(compare(field, comparator.get()));
        }
        return comparators.text().map(operator -> texts.match(operator, field, false, this::parts));
    }

    /** Whether {@code older than} or its like comes next. */
    public boolean seesAge() {
        return (words.sees("older") || words.sees("younger") || words.sees("newer")) && words.seesAt(1, "than");
    }

    /**
     * Reads <i>older than 30</i>, which is of an age, and <i>older than 30 days</i>, which is of a time.
     *
     * @param said the field that it is said of; without one, the field that holds the age or the time
     */
    Expression age(Optional<Expression> said) {
        Word first = words.peek();
        boolean older = words.next().is("older");
        words.accept("than");
        Optional<Moments.Age> age = moments.age();
        boolean ofAge = age.isPresent()
                && age.get().years()
                && said.map(field -> field instanceof Expression.Field(FieldPath path) && TimeFields.isAgeLike(path))
                        .orElseGet(names::hasAgeField);
        ComparisonOperator earlier = older ? ComparisonOperator.LESS : ComparisonOperator.GREATER;
        ComparisonOperator more = older ? ComparisonOperator.GREATER : ComparisonOperator.LESS;
        if (age.isPresent() && !ofAge) {
            return new Comparison(earlier, orTime(said, first), moments.before(age.get()));
        }
        if (age.isPresent()) {
            return new Comparison(
                    more,
                    orAge(said, first),
                    new Expression.Literal(Value.of(age.get().count())));
        }
        if (moments.startsAt(0, false)) {
            return compare(orTime(said, first), new Comparators.Comparator(earlier, true));
        }
        return compare(orAge(said, first), new Comparators.Comparator(more, false));
    }

    private Expression orTime(Optional<Expression> said, Word first) {
        return said.orElseGet(() -> new Expression.Field(names.timeField(first)));
    }

    private Expression orAge(Optional<Expression> said, Word first) {
        return said.orElseGet(() -> new Expression.Field(names.ageField(first)));
    }

    /** Reads the two ends behind {@code between}. */
    public Expression between(Expression field) {
        Optional<Moments.Span> from = moments.span(isTime(field));
        Expression low = from.map(Moments.Span::first).orElseGet(() -> ordered(field));
        if (!words.acceptAny("and", "to", "until")) {
            throw Complaints.expected(words, "and with the other end", "write between 10 and 20");
        }
        Optional<Moments.Span> to = from.isPresent() ? moments.span(isTime(field)) : Optional.empty();
        return to.map(last -> from.get().through(last, field))
                .orElseGet(() -> new Expression.Between(field, low, ordered(field)));
    }

    /** Parts of texts and elements of lists, of which nothing is known. */
    private List<Expression> parts() {
        return list(Expressions.ELEMENT);
    }

    private List<Expression> list(FieldPath field) {
        boolean closed = words.accept("(");
        List<Expression> candidates = new ArrayList<>();
        candidates.add(values.clear(field, BareText.Place.CLAUSE));
        while (continuesList(closed)) {
            candidates.add(values.clear(field, BareText.Place.CLAUSE));
        }
        if (closed && !words.accept(")")) {
            throw Complaints.expected(words, "a comma or the closing )", null);
        }
        return candidates;
    }

    private boolean continuesList(boolean closed) {
        int before = words.position();
        boolean more = words.accept(",");
        more |= words.acceptAny("or", "and", "nor");
        boolean value = more && (closed || !endsList.test(0));
        if (!value) {
            words.goTo(before);
        }
        return value;
    }

    private static Expression in(Expression field, List<Expression> candidates) {
        return new Expression.In(field, candidates);
    }

    private Expression compare(Expression field, ComparisonOperator operator) {
        return compare(field, new Comparators.Comparator(operator, false));
    }

    /** What the field is compared with, behind a comparison that was read. */
    public Expression compare(Expression field, Comparators.Comparator comparator) {
        ComparisonOperator operator = comparator.operator();
        Word first = words.peek();
        if (comparator.temporal()) {
            refuseYear(field);
        }
        refuseMonth(field);
        Optional<Moments.Span> span = moments.span(comparator.temporal() && isTime(field));
        if (span.isPresent()) {
            return span.get().compared(operator, field);
        }
        Optional<Expression> ago = moments.ago();
        if (ago.isPresent()) {
            return ago(field, comparator, ago.get(), first);
        }
        boolean equality = operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_EQUAL;
        if (comparator.temporal() && (equality || isTime(field))) {
            requireTime();
        }
        return equality ? equal(field, operator) : new Comparison(operator, field, ordered(field));
    }

    /** {@code published before 2000} is of a time, or of a number: which, only the documents say. */
    private void refuseYear(Expression field) {
        Word year = words.peek();
        boolean perhaps = field instanceof Expression.Field(FieldPath path)
                && TimeFields.mayBeTime(path)
                && !TimeFields.isTimeLike(path);
        if (perhaps && year.isPlain() && Moments.YEAR.matcher(year.text()).matches()) {
            throw QueryError.syntax(
                    "'" + year.text() + "' may be a year's time or a number",
                    words.position(year),
                    "for a time write a day, as " + year.text() + "-01-01; for a number write over, under or is");
        }
    }

    /** {@code in november} is of some year, where the field holds a time. */
    private void refuseMonth(Expression field) {
        boolean text = names.types().isText(path(field));
        if (!text && (isTime(field) || names.types().isTime(path(field)))) {
            moments.refuseMonth();
        }
    }

    /** {@code more than 3 days ago} is before that moment, {@code after 3 days ago} behind it. */
    private Expression ago(Expression field, Comparators.Comparator comparator, Expression moment, Word first) {
        ComparisonOperator operator = switch (comparator.operator()) {
            case EQUAL, NOT_EQUAL -> throw unclear(first);
            case LESS -> comparator.temporal() ? ComparisonOperator.LESS : ComparisonOperator.GREATER;
            case LESS_OR_EQUAL ->
                comparator.temporal() ? ComparisonOperator.LESS_OR_EQUAL : ComparisonOperator.GREATER_OR_EQUAL;
            case GREATER -> comparator.temporal() ? ComparisonOperator.GREATER : ComparisonOperator.LESS;
            case GREATER_OR_EQUAL ->
                comparator.temporal() ? ComparisonOperator.GREATER_OR_EQUAL : ComparisonOperator.LESS_OR_EQUAL;
        };
        return new Comparison(operator, field, moment);
    }

    private void requireTime() {
        boolean other = words.peek().kind() == Word.Kind.QUOTED || words.peek().kind() == Word.Kind.SIGN;
        boolean time = other || words.sees("the", "field") || moments.startsAt(0, false);
        if (!time) {
            throw Complaints.expected(words, "a time", Moments.KNOWN);
        }
    }

    /** Comparing with null is never true in SQL's logic; in a sentence it means that there is nothing. */
    private Expression equal(Expression field, ComparisonOperator operator) {
        Expression value = values.clear(path(field), BareText.Place.CLAUSE);
        boolean nothing = value instanceof Expression.Literal(Value.Null _);
        boolean equal = operator == ComparisonOperator.EQUAL;
        return !nothing
                ? new Comparison(equal && isNumber(value) ? comparators.bound() : operator, field, value)
                : equal ? new Expression.IsNull(field) : new Expression.Not(new Expression.IsNull(field));
    }

    private static boolean isNumber(Expression value) {
        return value instanceof Expression.Literal(Value literal) && literal.isNumber();
    }

    /** Takes what is above or below something: a number, a time, a text in quotes. A bare word says too little. */
    private Expression ordered(Expression field) {
        Word first = words.peek();
        ValueReader.Operand operand = values.operand(BareText.Place.CLAUSE);
        if (operand.value() instanceof Expression.Literal(Value.Null _)) {
            throw QueryError.syntax(
                    "nothing is more or less than null",
                    words.span(first, words.position()),
                    "write 'is null' or 'is not null'");
        }
        if (!operand.bare() || !(operand.value() instanceof Expression.Literal(Value.Text(String text)))) {
            values.refuseUnlike(path(field), first, operand.value());
            return operand.value();
        }
        if (Numerals.of(text).isPresent()) {
            return new Expression.Literal(Value.of(Numerals.of(text).getAsLong()));
        }
        throw QueryError.syntax(
                "'" + Complaints.shown(text) + "' is neither a number nor a time",
                words.span(first, words.position()),
                isTime(field) ? Moments.KNOWN : instead(first, Complaints.shown(text)));
    }

    private String instead(Word first, String text) {
        String quoted = ", or \"" + text + "\" for a text";
        int here = words.position();
        words.goToWord(first);
        boolean known = names.knownFieldLength(0) > 0;
        words.goTo(here);
        return known
                ? "write the field " + text + " for the field" + quoted
                : "write a number in digits, as 50000" + quoted;
    }
}
