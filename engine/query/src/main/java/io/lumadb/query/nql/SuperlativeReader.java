package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Optional;

/** Reads {@code which FIELD has the most COLLECTION} and {@code which FIELD has the highest [average] FIELD in COLLECTION}. */
final class SuperlativeReader {

    private static final String EXAMPLE = "for example: which category has the most products";

    private final Words words;
    private final NameResolver names;
    private final ClauseReader clauses;

    SuperlativeReader(Words words, NameResolver names, ClauseReader clauses) {
        this.words = words;
        this.names = names;
        this.clauses = clauses;
    }

    Statement read() {
        words.accept("which");
        int key = words.position();
        while (!words.atEnd() && !words.sees("has") && !words.sees("have")) {
            words.next();
        }
        int behindKey = words.position();
        if (!words.acceptAny("has the", "have the", "has", "have")) {
            throw Complaints.expected(words, "has the most, the fewest, the highest or the lowest", EXAMPLE);
        }
        if (words.sees("most") || words.sees("fewest") || words.sees("least")) {
            boolean most = words.next().is("most");
            enter();
            return statement(key, behindKey, ItemReader.count("count"), Expressions.field("count"), most);
        }
        if (!words.sees("highest") && !words.sees("lowest") && !words.sees("largest") && !words.sees("smallest")) {
            throw Complaints.expected(words, "most, fewest, highest or lowest", EXAMPLE);
        }
        Word superlative = words.next();
        boolean most = superlative.is("highest") || superlative.is("largest");
        Optional<AggregateFunction> computed =
                words.peek(1).is("in") || words.peek(1).is("of") ? Optional.empty() : ItemReader.function(words.peek());
        computed.ifPresent(_ -> words.next());
        int field = words.position();
        while (!words.atEnd() && !words.sees("in") && !words.sees("of") && !words.sees("from")) {
            words.next();
        }
        int behindField = words.position();
        if (words.atEnd()) {
            throw Complaints.expected(
                    words, "in and a collection", "for example: which category has the highest price in products");
        }
        words.next();
        enter();
        int behindCollection = words.position();
        words.goTo(field);
        FieldPath path = names.field();
        if (words.position() != behindField) {
            throw Complaints.expected(words, "in and a collection", null);
        }
        words.goTo(behindCollection);
        Expression value = ItemReader.aggregate(
                computed.orElse(most ? AggregateFunction.MAX : AggregateFunction.MIN),
                Optional.of(new Expression.Field(path)),
                false);
        return statement(key, behindKey, new SelectItem.Computed(value, Optional.empty()), value, most);
    }

    private void enter() {
        words.accept("the");
        clauses.collect();
        String name = names.collection("the name of a collection");
        names.enter(name);
        clauses.current().collection(name);
    }

    private Statement statement(int key, int behindKey, SelectItem item, Expression sortBy, boolean most) {
        int rest = words.position();
        words.goTo(key);
        FieldPath path = names.field();
        if (words.position() != behindKey) {
            throw Complaints.expected(words, "has the " + (most ? "most" : "fewest"), EXAMPLE);
        }
        words.goTo(rest);
        ClauseReader.Clauses all = clauses.current();
        all.groupBy().add(path);
        clauses.read(all);
        all.orderBy().add(new SortKey(sortBy, most, Optional.empty()));
        if (all.limit().isEmpty()) {
            all.limit(new Expression.Literal(Value.of(1L)));
        }
        return all.select(false, List.of(new SelectItem.Computed(new Expression.Field(path), Optional.empty()), item));
    }
}
