package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what a sentence shows: fields and aggregates, each with a name of its own behind {@code as} if wanted. */
final class ItemReader {

    private static final Map<String, AggregateFunction> FUNCTIONS = Map.ofEntries(
            Map.entry("average", AggregateFunction.AVG),
            Map.entry("avg", AggregateFunction.AVG),
            Map.entry("mean", AggregateFunction.AVG),
            Map.entry("total", AggregateFunction.SUM),
            Map.entry("sum", AggregateFunction.SUM),
            Map.entry("min", AggregateFunction.MIN),
            Map.entry("minimum", AggregateFunction.MIN),
            Map.entry("lowest", AggregateFunction.MIN),
            Map.entry("smallest", AggregateFunction.MIN),
            Map.entry("max", AggregateFunction.MAX),
            Map.entry("maximum", AggregateFunction.MAX),
            Map.entry("highest", AggregateFunction.MAX),
            Map.entry("largest", AggregateFunction.MAX),
            Map.entry("biggest", AggregateFunction.MAX),
            Map.entry("median", AggregateFunction.MEDIAN));

    private final Words words;
    private final NameResolver names;
    private final List<Word> starts = new ArrayList<>();

    ItemReader(Words words, NameResolver names) {
        this.words = words;
        this.names = names;
    }

    /** Takes items up to a position. */
    List<SelectItem> read(int end) {
        starts.clear();
        Word first = words.peek();
        List<SelectItem> items = new ArrayList<>(item(end));
        items.forEach(_ -> starts.add(first));
        while (words.position() < end) {
            boolean comma = words.accept(",");
            if (!words.accept("and") && !comma) {
                throw Complaints.expected(words, "a comma, and, of or from", "fields are joined by commas and 'and'");
            }
            Word start = words.peek();
            List<SelectItem> more = item(end);
            more.forEach(_ -> starts.add(start));
            items.addAll(more);
        }
        return items;
    }

    /** The word that an item which was read begins with. */
    Word start(int item) {
        return starts.get(item);
    }

    /** One item, or one for each of {@code minimum and maximum} that stand before their field. */
    private List<SelectItem> item(int end) {
        words.accept("the");
        List<AggregateFunction> functions = functions(end);
        if (functions.size() > 1) {
            Optional<Expression> field = Optional.of(field());
            return functions.stream()
                    .<SelectItem>map(
                            function -> new SelectItem.Computed(aggregate(function, field, false), Optional.empty()))
                    .toList();
        }
        Expression expression = expression(end);
        if (words.position() < end && words.accept("as")) {
            Word name = words.next();
            return List.of(ColumnNames.named(expression, name.text()));
        }
        return List.of(new SelectItem.Computed(expression, Optional.empty()));
    }

    /** Takes several functions that share the field behind them; none when there are not several. */
    private List<AggregateFunction> functions(int end) {
        int before = words.position();
        List<AggregateFunction> functions = new ArrayList<>();
        boolean more = true;
        while (more && isFunction(words.peek())) {
            functions.add(function(words.next()));
            more = words.acceptSeparator();
            words.accept("the");
        }
        if (functions.size() > 1 && !more && words.position() < end && names.fieldLength(0) > 0) {
            return functions;
        }
        words.goTo(before);
        return List.of();
    }

    /** Takes a field or an aggregate before a position. */
    Expression expression(int end) {
        if (words.acceptAny("number of different", "number of distinct", "number of unique")) {
            return aggregate(AggregateFunction.COUNT, Optional.of(field()), true);
        }
        if (words.acceptAny("number of documents", "number of records")) {
            return aggregate(AggregateFunction.COUNT, Optional.empty(), false);
        }
        if (words.sees("count") && words.position() < end && names.knownFieldLength(0) == 0) {
            words.next();
            return aggregate(AggregateFunction.COUNT, Optional.empty(), false);
        }
        if (words.sees("number", "of")) {
            return number();
        }
        if (isFunction(words.peek()) && functionAt(end)) {
            AggregateFunction function = function(words.next());
            words.accept("of");
            if (words.position() >= end) {
                throw Complaints.expected(words, "the field to compute that of", names.fieldsHint());
            }
            return aggregate(function, Optional.of(field()), false);
        }
        return field();
    }

    /** The number of a field's values, or of the documents when they are called by their collection's name. */
    private Expression number() {
        words.accept("number of");
        int collection = names.fieldLength(0) == 0 ? names.collectionLength(0) : 0;
        Word first = words.peek();
        if (collection == 0) {
            Expression field = field();
            refusePlural(field, first);
            return aggregate(AggregateFunction.COUNT, Optional.of(field), false);
        }
        if (!names.isEntered(names.collection("the name of a collection"))) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(first.text()) + "' is another collection than the one that is asked",
                    words.position(first),
                    "write number of documents, or number of F for a field");
        }
        return aggregate(AggregateFunction.COUNT, Optional.empty(), false);
    }

    /** The number of roles is of different ones for some, and of all that there are for others. */
    private void refusePlural(Expression field, Word first) {
        String written = words.textFrom(first);
        boolean plural = field instanceof Expression.Field(FieldPath path)
                && written.endsWith("s")
                && !path.toString().endsWith("s")
                && first.isPlain();
        if (plural && field instanceof Expression.Field(FieldPath path)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'number of " + Complaints.shown(written) + "' may be of different ones, or of all",
                    words.span(first, words.position()),
                    "write number of different " + Complaints.shown(written) + ", or number of " + path
                            + " for the documents that have one");
        }
    }

    static Expression aggregate(AggregateFunction function, Optional<Expression> operand, boolean distinct) {
        return new Expression.Aggregate(function, operand, distinct, Optional.empty());
    }

    static SelectItem count(String name) {
        return ColumnNames.named(aggregate(AggregateFunction.COUNT, Optional.empty(), false), name);
    }

    private Expression field() {
        return new Expression.Field(names.field());
    }

    /** Whether something to compute stands behind an aggregate's word; alone, such as {@code total}, the word is a field's name. */
    private boolean functionAt(int end) {
        Word behind = words.peek(1);
        boolean alone = words.position() + 1 >= end || behind.is(",") || behind.is("and") || behind.is("as");
        int field = behind.is("of") ? 2 : 1;
        return !alone && (words.position() + field < end || behind.is("of") && names.fieldLength(field) > 0)
                || names.fieldLength(0) == 0;
    }

    static boolean isFunction(Word word) {
        return word.isPlain() && FUNCTIONS.containsKey(word.lower());
    }

    /** What a word computes of a field; {@link #isFunction} says whether it does. */
    static AggregateFunction function(Word word) {
        return Objects.requireNonNull(FUNCTIONS.get(word.lower()), word.text());
    }

    /** The items with the groups' keys before them, save those that are among them already. */
    static List<SelectItem> withKeys(List<FieldPath> keys, List<SelectItem> items) {
        List<SelectItem> all = new ArrayList<>();
        for (FieldPath key : keys) {
            boolean shown = items.stream()
                    .anyMatch(item -> item instanceof SelectItem.Computed(Expression expression, var _)
                            && expression.equals(new Expression.Field(key)));
            if (!shown) {
                all.add(new SelectItem.Computed(new Expression.Field(key), Optional.empty()));
            }
        }
        all.addAll(items);
        return all;
    }
}
