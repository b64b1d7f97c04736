package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.ValueReader;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code which FIELD has the most COLLECTION}, {@code which FIELD has the highest [average] FIELD in COLLECTION} and
 * {@code which COLLECTION has the highest FIELD}. Documents without the field are not the lowest.
 */
final class SuperlativeReader {

    private static final String COLLECTION = "the name of a collection";
    private static final String EXAMPLE =
            "for example: which category has the most products, which category has the highest price in products";

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ClauseReader clauses;
    private Word which = new Word(Word.Kind.END, "", 0, 0);
    private boolean plural;

    SuperlativeReader(Words words, NameResolver names, ValueReader values, ClauseReader clauses) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.clauses = clauses;
    }

    Statement read() {
        which = words.next();
        Clauses all = clauses.collect();
        Word number = words.peek();
        if (Numerals.counted(number).isPresent()) {
            all.limit(values.count("which"), words, number);
        }
        int key = words.position();
        while (!words.atEnd() && !words.sees("has") && !words.sees("have")) {
            words.next();
        }
        int behindKey = words.position();
        plural = words.sees("have");
        if (!words.acceptAny("has the", "have the", "has", "have")) {
            throw Complaints.expected(words, "has the most, the fewest, the highest or the lowest", EXAMPLE);
        }
        Word superlative = words.next();
        return switch (superlative.lower()) {
            case "most" -> counted(all, key, behindKey, true);
            case "fewest", "least" -> counted(all, key, behindKey, false);
            case "highest", "largest", "biggest" -> extreme(all, key, behindKey, true);
            case "lowest", "smallest" -> extreme(all, key, behindKey, false);
            default -> {
                words.goTo(superlative.kind() == Word.Kind.END ? words.position() : words.position() - 1);
                throw Complaints.expected(words, "most, fewest, highest or lowest", EXAMPLE);
            }
        };
    }

    private Statement counted(Clauses all, int key, int behindKey, boolean most) {
        words.accept("the");
        int start = words.position();
        int in = leadingIn();
        if (names.collectionLength(0) == 0 && in > 0) {
            refuseUnclear(start + in, most);
        }
        if (names.collectionLength(0) == 0 && isCollection(key, behindKey)) {
            return document(all, key, behindKey, start, false, most);
        }
        enter(all);
        int rest = words.position();
        return grouped(all, keyField(key, behindKey, "has the most"), rest, ItemReader.count("count"), true, most);
    }

    /** {@code the most stock in products} may be the highest or the sum. */
    private void refuseUnclear(int in, boolean most) {
        Word first = words.peek();
        int start = words.position();
        words.goTo(in + 1);
        words.accept("the");
        String collection = names.collection(COLLECTION);
        names.enter(collection);
        words.goTo(start);
        FieldPath field = names.field();
        String extreme = most ? "highest" : "lowest";
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                "'" + (most ? "most " : "fewest ") + field + "' may be of one document or of all of them together",
                words.span(first, words.position()),
                "write has the " + extreme + " " + field + " in " + collection + ", or has the " + extreme + " total "
                        + field + " in " + collection);
    }

    private Statement extreme(Clauses all, int key, int behindKey, boolean highest) {
        Optional<AggregateFunction> computed = Optional.empty();
        if (computes()) {
            computed = Optional.of(ItemReader.function(words.next()));
        }
        int field = words.position();
        int in = leadingIn();
        if (in == 0) {
            return document(all, key, behindKey, field, computed.isPresent(), highest);
        }
        words.goTo(field + in + 1);
        enter(all);
        int rest = words.position();
        words.goTo(field);
        FieldPath path = names.field();
        if (words.position() != field + in) {
            throw Complaints.expected(words, "in and a collection", null);
        }
        Expression operand = new Expression.Field(path);
        AggregateFunction function = computed.orElse(highest ? AggregateFunction.MAX : AggregateFunction.MIN);
        if (!highest) {
            all.and(new Expression.Not(new Expression.IsNull(operand)));
        }
        Expression value = ItemReader.aggregate(function, Optional.of(operand), false);
        SelectItem item = new SelectItem.Computed(value, Optional.empty());
        return grouped(all, keyField(key, behindKey, "has the highest"), rest, item, false, highest);
    }

    /** Whether an aggregate's word is one, with its field behind it, and not a field itself. */
    private boolean computes() {
        Word behind = words.peek(1);
        boolean alone = !behind.isPlain()
                || behind.is("in")
                || behind.is("of")
                || ShownReader.isTime(behind)
                || ShownReader.BODY.contains(behind.lower());
        return ItemReader.isFunction(words.peek()) && !alone;
    }

    /** {@code which product has the highest price}: the key is the collection, and whole documents are asked for. */
    private Statement document(Clauses all, int key, int behindKey, int field, boolean computed, boolean highest) {
        if (computed || !isCollection(key, behindKey)) {
            while (!words.atEnd()) {
                words.next();
            }
            throw Complaints.expected(words, "in and a collection", EXAMPLE);
        }
        words.goTo(key);
        enter(all);
        words.goTo(field);
        Expression path = new Expression.Field(names.field());
        if (!highest) {
            all.and(new Expression.Not(new Expression.IsNull(path)));
        }
        all.sortBy(new SortKey(path, highest, Optional.empty()));
        all.sortNoMore();
        clauses.read(all);
        refuseGroups(all, 0);
        limitToOne(all);
        return all.select(false, List.of(new SelectItem.AllFields(List.of())));
    }

    private boolean isCollection(int key, int behindKey) {
        int here = words.position();
        words.goTo(key);
        int length = names.collectionLength(0);
        words.goTo(here);
        return length > 0 && key + length == behindKey;
    }

    private void enter(Clauses all) {
        words.accept("the");
        String name = names.collection(COLLECTION);
        names.enter(name);
        all.collection(name);
    }

    /** How many words ahead the collection is led to by in, of or from; 0 when it is not. */
    private int leadingIn() {
        for (int i = 0; words.peek(i).kind() != Word.Kind.END; i++) {
            Word word = words.peek(i);
            if (word.is("in") || word.is("of") || word.is("from")) {
                Word behind = words.peek(i + (words.peek(i + 1).is("the") ? 2 : 1));
                return ShownReader.isTime(behind) ? 0 : i;
            }
            if (word.isPlain() && ShownReader.BODY.contains(word.lower())) {
                return 0;
            }
        }
        return 0;
    }

    /** What has the most has it of all groups together, not in each of others. */
    private void refuseGroups(Clauses all, int own) {
        if (all.groupBy().size() > own) {
            throw QueryError.syntax(
                    "'per " + all.groupBy().getLast() + "' asks for one answer in each group",
                    words.position(which),
                    "ask for one group at a time by where …, or: count " + all.collection() + " per F, G");
        }
    }

    /** One has the most; how many of them have it has to be said. */
    private void limitToOne(Clauses all) {
        if (all.limit().isPresent()) {
            return;
        }
        if (plural) {
            throw QueryError.syntax(
                    "it is not said how many of them", words.position(which), "write which 3 … have, or which … has");
        }
        all.limit(new Expression.Literal(Value.of(1L)), words, which);
    }

    private FieldPath keyField(int key, int behindKey, String expected) {
        words.goTo(key);
        FieldPath path = names.field();
        if (words.position() != behindKey) {
            throw Complaints.expected(words, expected, EXAMPLE);
        }
        return path;
    }

    private Statement grouped(Clauses all, FieldPath key, int rest, SelectItem item, boolean byName, boolean most) {
        words.goTo(rest);
        all.groupBy(key, which);
        all.sortNoMore();
        clauses.read(all);
        refuseGroups(all, 1);
        Expression sortBy = byName || !(item instanceof SelectItem.Computed(Expression expression, var _))
                ? Expressions.field("count")
                : expression;
        all.sortBy(new SortKey(sortBy, most, Optional.empty()));
        limitToOne(all);
        return all.select(false, List.of(new SelectItem.Computed(new Expression.Field(key), Optional.empty()), item));
    }
}
