package io.lumadb.query.nql.condition;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.name.TimeFields;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads conditions: comparisons joined by and, or, commas and parentheses. {@link ComparisonReader} reads each. */
public final class ConditionReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final Moments moments;
    private final Comparators comparators;
    private final ComparisonReader comparisons;
    private final Emptiness emptiness;
    private Manner manner = Manner.PLAIN;

    /** The field of the comparison by order that was read last: <i>over 10 and under 20</i> is of one field. */
    private Optional<Expression> compared = Optional.empty();

    /** Reads from the place where the words are. */
    public ConditionReader(Words words, NameResolver names, ValueReader values, Moments moments) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.moments = moments;
        this.comparators = new Comparators(words);
        this.comparisons = new ComparisonReader(words, names, values, moments, this::endsList);
        this.emptiness = new Emptiness(words, names);
    }

    /**
     * What is true of one level of parentheses.
     *
     * <p>{@code loose} is the first comma or repeated {@code with} among its conditions. Beside {@code or} nobody can say which
     * of them it joins.
     */
    private static final class Level {
        private @Nullable Word loose;
    }

    /** Takes the conditions behind words that introduce them so. */
    public Expression read(Manner introduced) {
        manner = introduced;
        compared = Optional.empty();
        return disjunction();
    }

    /** The reader of what is said of one field. */
    public ComparisonReader comparisons() {
        return comparisons;
    }

    private Expression disjunction() {
        Level level = new Level();
        List<Expression> operands = new ArrayList<>();
        operands.add(conjunction(level));
        while (words.acceptAny(", or", "or")) {
            manner = Manner.introduced(words).orElse(manner);
            if (manner == Manner.WITHOUT || !startsCondition(0)) {
                throw Complaints.expected(
                        words,
                        "another condition behind 'or'",
                        "each condition has its field; several values of one field are: F is one of A, B");
            }
            operands.add(conjunction(level));
        }
        if (operands.size() > 1 && level.loose != null) {
            throw QueryError.syntax(
                    "with 'or' beside it, what '" + level.loose.text() + "' joins can be read in two ways",
                    words.position(level.loose),
                    "join conditions by and or or, with ( ) around those that belong together");
        }
        return Expressions.or(operands);
    }

    private Expression conjunction(Level level) {
        List<Expression> operands = new ArrayList<>();
        operands.add(negation());
        while (joins(level)) {
            operands.add(negation());
        }
        return Expressions.and(operands);
    }

    /** Takes and, a comma or both, when another condition follows; they may also lead to another clause. */
    private boolean joins(Level level) {
        int before = words.position();
        Manner mannerBefore = manner;
        Word separator = words.peek();
        boolean comma = words.accept(",");
        boolean and = words.accept("and");
        Word introducing = words.peek();
        Optional<Manner> introduced = comma || and ? Manner.introduced(words) : Optional.empty();
        manner = introduced.orElse(manner);
        if ((comma || and) && (startsCondition(0) || startsUnknown())) {
            boolean loose = introduced.isPresent() || !and;
            level.loose = level.loose != null || !loose ? level.loose : and ? introducing : separator;
            return true;
        }
        words.goTo(before);
        manner = mannerBefore;
        if (and && !comma && !words.peek(1).isPlain()) {
            words.next();
            throw Complaints.expected(words, "another condition", ComparisonReader.OPERATORS);
        }
        return false;
    }

    /** Whether a condition begins so many words ahead: an opening, a negation, or a field with what may be said of it. */
    public boolean startsCondition(int ahead) {
        Word first = words.peek(ahead);
        boolean more = compared.isPresent() && comparators.ordersAt(ahead);
        if (first.is("(") || first.is("not") || isAge(ahead) || more) {
            return true;
        }
        boolean article = isArticle(first);
        int field = article || first.is("no") ? ahead + 1 : ahead;
        int length = names.fieldLength(field);
        int behind = field + length;
        if (length == 0) {
            return false;
        }
        if (first.is("no")) {
            return manner == Manner.WITH;
        }
        return comparators.startsAt(behind)
                || isTime(field, length)
                || switch (manner) {
                    case PLAIN -> ends(behind) && isFlag(field);
                    case WITH ->
                        article && !first.is("the") && ends(behind)
                                || valueAt(behind)
                                || words.peek(behind).is("of")
                                        && (comparators.startsAt(behind + 1) || values.exactAt(behind + 1));
                    case ARE, ARE_NOT, WITHOUT -> ends(behind);
                };
    }

    /** Whether a field that holds a time and what is said of its time come next: {@code created since yesterday}. */
    public boolean startsTime() {
        int length = names.fieldLength(0);
        if (length == 0 || !holdsTime()) {
            return false;
        }
        return moments.startsAt(length, true)
                || switch (words.peek(length).lower()) {
                    case "since", "before", "after", "until", "in", "during", "within", "on", "between", "from" ->
                        moments.startsAt(length + 1, true) || moments.isMonth(words.peek(length + 1));
                    case "more", "less", "earlier", "later", "older", "newer", "younger" ->
                        words.peek(length + 1).is("than") && moments.startsAt(length + 2, true)
                                || words.peek(length).is("older");
                    default -> false;
                };
    }

    /** Whether a comparison of a field that is not known begins here, which whoever reads it refuses by its name. */
    private boolean startsUnknown() {
        Word word = words.peek();
        return word.isPlain()
                && !Vocabulary.isWord(word.text())
                && names.knowsFields()
                && words.peek(1).isPlain()
                && Vocabulary.COMPARING.contains(words.peek(1).lower());
    }

    private boolean isAge(int ahead) {
        Word word = words.peek(ahead);
        return (word.is("older") || word.is("younger") || word.is("newer"))
                && words.peek(ahead + 1).is("than");
    }

    private static boolean isArticle(Word word) {
        return word.is("the") || word.is("a") || word.is("an") || word.is("any") || word.is("some");
    }

    /** Whether a field that holds a time stands so many words ahead, with a time behind it. */
    private boolean isTime(int field, int length) {
        int here = words.position();
        words.goTo(here + field);
        boolean time = holdsTime();
        words.goTo(here);
        return time && moments.startsAt(field + length, true);
    }

    /** Whether a field that is true or false stands so many words ahead. */
    private boolean isFlag(int field) {
        int here = words.position();
        words.goTo(here + field);
        try {
            return names.types().isBoolean(names.field());
        } catch (QueryError ambiguous) {
            return false;
        } finally {
            words.goTo(here);
        }
    }

    /** Whether the field that stands here holds a time; one of several, whose reader says so, may. */
    private boolean holdsTime() {
        int here = words.position();
        try {
            return names.mayHoldTime(names.field());
        } catch (QueryError ambiguous) {
            return true;
        } finally {
            words.goTo(here);
        }
    }

    /** Whether nothing more is said of what stands before. */
    private boolean ends(int ahead) {
        Word word = words.peek(ahead);
        return switch (word.kind()) {
            case END -> true;
            case SIGN -> word.is(",") || word.is(")") || word.is(";");
            case PLAIN -> Vocabulary.CLAUSES.contains(word.lower()) || Vocabulary.VALUE_ENDS.contains(word.lower());
            case QUOTED, NAME -> false;
        };
    }

    /** Whether a value stands where a comparison might: one that cannot be a misspelt comparison. */
    private boolean valueAt(int ahead) {
        Word word = words.peek(ahead);
        return values.exactAt(ahead)
                || word.isPlain()
                        && !Vocabulary.isWord(word.text())
                        && ends(ahead + 1)
                        && names.knownFieldLength(ahead) == 0
                        && Suggestions.nearest(word.text(), Vocabulary.COMPARING)
                                .isEmpty();
    }

    /** Whether a list of values ends here, since a condition or a clause begins. */
    private boolean endsList(int ahead) {
        Word word = words.peek(ahead);
        return word.kind() == Word.Kind.END
                || startsCondition(ahead)
                || word.isPlain() && Vocabulary.CLAUSES.contains(word.lower());
    }

    private Expression negation() {
        words.enter();
        Expression condition;
        if (manner == Manner.ARE_NOT) {
            manner = Manner.ARE;
            condition = denied(negation());
        } else if (words.accept("not")) {
            condition = denied(negation());
        } else {
            condition = words.accept("(") ? parenthesized() : condition();
        }
        compared = condition instanceof Comparison comparison && isOrder(comparison)
                ? Optional.of(comparison.left())
                : Optional.empty();
        words.leave();
        return condition;
    }

    private static boolean isOrder(Comparison comparison) {
        return switch (comparison.operator()) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case EQUAL, NOT_EQUAL -> false;
        };
    }

    private Expression denied(Expression condition) {
        if (manner == Manner.ARE && condition instanceof Comparison(var operator, Expression field, Expression value)) {
            boolean flag = operator == ComparisonOperator.EQUAL && value.equals(new Expression.Literal(Value.TRUE));
            return flag
                    ? new Comparison(operator, field, new Expression.Literal(Value.FALSE))
                    : new Expression.Not(condition);
        }
        return manner == Manner.ARE && condition instanceof Expression.Not(Expression.IsNull none)
                ? none
                : new Expression.Not(condition);
    }

    private Expression parenthesized() {
        Expression inner = disjunction();
        if (!words.accept(")")) {
            throw Complaints.expected(words, "and, or, or the closing )", null);
        }
        return inner;
    }

    private Expression condition() {
        if (comparisons.seesAge()) {
            return comparisons.age(Optional.empty());
        }
        if (compared.isPresent() && comparators.ordersAt(0)) {
            return comparisons.compare(compared.get(), comparators.comparison().orElseThrow());
        }
        if (manner == Manner.WITH && words.sees("no") && names.fieldLength(1) > 0) {
            Word no = words.next();
            return emptiness.of(names.field(), no);
        }
        boolean article = false;
        if (!words.accept("the field")) {
            article = words.acceptAny("an", "a", "any", "some");
            words.accept("the");
        }
        Word named = words.peek();
        FieldPath path = names.field();
        Expression field = new Expression.Field(path);
        if (manner == Manner.WITHOUT) {
            return without(path, named);
        }
        boolean ofOthers = !names.mayHoldTime(path) && timeFollows();
        if (manner == Manner.WITH && article && ofOthers) {
            return new Expression.Not(emptiness.of(path, named));
        }
        if (manner == Manner.ARE && ofOthers) {
            throw QueryError.syntax(
                    "what the time is of can be read in two ways",
                    words.position(words.peek()),
                    "write: where " + path + " is true, and name the field that holds the time");
        }
        boolean of = manner == Manner.WITH && words.accept("of");
        Optional<Expression> said = comparisons.read(path);
        if (said.isPresent()) {
            return said.get();
        }
        if (manner == Manner.WITH && article && ends(0)) {
            return new Expression.Not(emptiness.of(path, named));
        }
        if (manner == Manner.PLAIN && ends(0) && names.types().isBoolean(path)) {
            return new Comparison(ComparisonOperator.EQUAL, field, new Expression.Literal(Value.TRUE));
        }
        if (manner == Manner.WITH && (valueAt(0) || of)) {
            return valued(path);
        }
        if (manner == Manner.ARE && ends(0)) {
            // What has a time when it was shipped has been shipped.
            return TimeFields.isTimeLike(path)
                    ? new Expression.Not(new Expression.IsNull(field))
                    : new Comparison(ComparisonOperator.EQUAL, field, new Expression.Literal(Value.TRUE));
        }
        throw Complaints.expected(
                words,
                "a comparison of '" + path + "'",
                manner == Manner.WITH && ends(0)
                        ? "write with a " + path + ", or say what it is; fields are shown by: show " + path + " of …"
                        : ComparisonReader.OPERATORS);
    }

    /** Whether a time follows, as far as its first words show. */
    private boolean timeFollows() {
        return moments.startsAt(0, false)
                || switch (words.peek().lower()) {
                    case "since", "before", "after", "until", "in", "during", "within", "on", "between", "from" ->
                        words.peek().isPlain() && moments.startsAt(1, false);
                    default -> false;
                };
    }

    /** {@code with status shipped}; a field in the plural may be a list, which is equal to no single text. */
    private Expression valued(FieldPath path) {
        Word first = words.peek();
        Expression value = values.clear(path, BareText.Place.CLAUSE);
        String name = path.toString();
        boolean plural = name.endsWith("s") && !name.endsWith("ss") && !name.endsWith("us") && !name.endsWith("is");
        if (plural && !names.types().isText(path) && value instanceof Expression.Literal(Value.Text(String text))) {
            throw QueryError.syntax(
                    "'" + name + "' may be a list or a text",
                    words.position(first),
                    "write " + name + " containing \"" + Complaints.shown(text) + "\", or " + name + " is \""
                            + Complaints.shown(text) + "\"");
        }
        return new Comparison(ComparisonOperator.EQUAL, new Expression.Field(path), value);
    }

    private Expression without(FieldPath path, Word named) {
        if (words.sees("or") || words.sees("nor") || !ends(0)) {
            throw Complaints.expected(words, "and, or the end of the sentence", "write: where F is null and G is null");
        }
        manner = Manner.PLAIN;
        return emptiness.of(path, named);
    }
}
