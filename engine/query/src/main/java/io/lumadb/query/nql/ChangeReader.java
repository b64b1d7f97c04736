package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.BareText;
import io.lumadb.query.nql.condition.ValueReader;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads sentences that change documents. */
final class ChangeReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ClauseReader clauses;

    ChangeReader(Words words, NameResolver names, ValueReader values, ClauseReader clauses) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.clauses = clauses;
    }

    boolean begins() {
        return switch (words.peek().lower()) {
            case "add",
                    "insert",
                    "create",
                    "put",
                    "update",
                    "modify",
                    "change",
                    "set",
                    "increase",
                    "raise",
                    "decrease",
                    "reduce",
                    "remove",
                    "delete" -> words.peek().isPlain();
            default -> false;
        };
    }

    Statement read() {
        Word verb = words.next();
        return switch (verb.lower()) {
            case "add", "insert", "create", "put" -> new InsertReader(words, names, values).read();
            case "update", "modify", "change" -> namesFieldFirst() ? setOne() : update();
            case "set" -> setOne();
            case "increase", "raise" -> increase(1);
            case "decrease", "reduce" -> increase(-1);
            default -> delete(verb);
        };
    }

    private String enter() {
        String name = names.collection("the name of a collection");
        names.enter(name);
        return name;
    }

    private Statement update() {
        boolean all = words.acceptAny("all the", "all", "every", "each");
        words.accept("the");
        String collection = enter();
        List<Change> changes = new ArrayList<>();
        String verb = "";
        do {
            verb = verb(verb);
            changes.add(change(verb));
        } while (moreChanges());
        return updated(collection, changes, all);
    }

    private String verb(String before) {
        for (String verb : List.of("set", "increase", "decrease", "remove")) {
            if (words.accept(verb)) {
                return verb;
            }
        }
        if (before.isEmpty()) {
            throw Complaints.expected(
                    words, "set, increase, decrease or remove", "for example: update products set stock to 0 where …");
        }
        return before;
    }

    private Change change(String verb) {
        FieldPath path = names.changed();
        return switch (verb) {
            case "remove" -> new Change.UnsetField(path);
            case "increase" -> by(path, 1);
            case "decrease" -> by(path, -1);
            default -> {
                if (!words.acceptAny("to", "=", "is", ":")) {
                    throw Complaints.expected(words, "to and a value", "for example: set stock to 0");
                }
                yield new Change.SetField(path, values.clear(path, BareText.Place.CHANGE));
            }
        };
    }

    private Change by(FieldPath path, int sign) {
        if (!words.accept("by")) {
            throw Complaints.expected(words, "by and an amount", "for example: increase stock by 5");
        }
        return increment(path, sign);
    }

    private Change increment(FieldPath path, int sign) {
        Word word = words.peek();
        OptionalLong numeral = word.isPlain() ? Numerals.of(word.text()) : OptionalLong.empty();
        Expression amount =
                numeral.isPresent() ? new Expression.Literal(Value.of(numeral.getAsLong())) : values.value();
        boolean number = !(amount instanceof Expression.Literal(Value value)) || value.isNumber();
        if (!number && word.text().endsWith("%")) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(word.text()) + "' is a part of the value, and amounts are numbers",
                    words.position(word),
                    "LQL calculates: SET " + path + " = " + path + " * 1.1");
        }
        if (!number) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(word.text()) + "' is not an amount",
                    words.position(word),
                    "write a number, as in by 5");
        }
        if (numeral.isPresent()) {
            words.next();
        }
        return new Change.Increment(path, sign > 0 ? amount : negated(amount));
    }

    private static Expression negated(Expression amount) {
        return switch (amount) {
            case Expression.Literal(Value.Int64(long number)) -> new Expression.Literal(Value.of(-number));
            case Expression.Literal(Value.Float64(double number)) -> new Expression.Literal(Value.of(-number));
            default -> new Expression.Negate(amount);
        };
    }

    private boolean moreChanges() {
        int before = words.position();
        boolean more = words.acceptSeparator() && !words.atEnd() && !words.sees("where") && !words.sees("with");
        if (!more) {
            words.goTo(before);
        }
        return more;
    }

    private Statement increase(int sign) {
        FieldOf target = fieldOf("increase stock of products by 5 where …", false);
        return updated(target.collection(), List.of(by(target.path(), sign)), target.all());
    }

    /** Whether a field and of stand before the collection, as in <i>change the price of products to 10</i>. */
    private boolean namesFieldFirst() {
        for (int i = 0; words.peek(i).kind() != Word.Kind.END; i++) {
            Word word = words.peek(i);
            if (word.is("of") || word.is("in")) {
                return i > 0;
            }
            boolean verb = word.is("set") || word.is("increase") || word.is("decrease") || word.is("remove");
            if (verb || word.is("where") || word.is("to") || word.kind() == Word.Kind.QUOTED) {
                return false;
            }
        }
        return false;
    }

    private Statement setOne() {
        FieldOf target = fieldOf("set stock of products to 0 where …", true);
        if (!words.acceptAny("to", "=")) {
            throw Complaints.expected(words, "to and a value", "for example: set stock of products to 0 where …");
        }
        Change change = new Change.SetField(target.path(), values.clear(target.path(), BareText.Place.CHANGE));
        return updated(target.collection(), List.of(change), target.all());
    }

    private record FieldOf(FieldPath path, String collection, boolean all) {}

    /** Takes {@code the stock of all products}: the collection decides what the words before it may mean. */
    private FieldOf fieldOf(String example, boolean mayBeNew) {
        words.accept("the");
        int start = words.position();
        while (!words.atEnd() && !words.sees("of") && !words.sees("for") && !words.sees("in")) {
            words.next();
        }
        int end = words.position();
        if (words.atEnd()) {
            words.goTo(start);
            throw Complaints.expected(words, "a field, of and a collection", "for example: " + example);
        }
        words.next();
        boolean all = words.acceptAny("all the", "all", "every", "each");
        words.accept("the");
        String collection = enter();
        int behind = words.position();
        words.goTo(start);
        FieldPath path = mayBeNew ? names.changed() : names.field();
        if (words.position() != end) {
            throw Complaints.expected(words, "of and a collection", null);
        }
        words.goTo(behind);
        return new FieldOf(path, collection, all);
    }

    private Statement updated(String collection, List<Change> changes, boolean all) {
        Clauses found = clauses.collect().ofChange();
        found.collection(collection);
        clauses.read(found);
        requireCondition(found, all, "update all " + collection);
        return new Statement.Update(
                MatchingRules.SQL, collection, changes, found.where(), false, found.orderBy(), found.limit());
    }

    private Statement delete(Word verb) {
        boolean all = words.acceptAny("all the", "all of the", "all", "every", "each");
        words.acceptAny("from the", "from", "the", "of the");
        refuseFields(verb);
        String collection = enter();
        Clauses found = clauses.collect().ofChange();
        found.collection(collection);
        clauses.read(found);
        requireCondition(found, all, verb.text() + " all " + collection);
        return new Statement.Delete(MatchingRules.SQL, collection, found.where(), found.orderBy(), found.limit());
    }

    /** Fields are removed by an update. */
    private void refuseFields(Word verb) {
        int from = 0;
        for (int i = 1; i < 5 && names.collectionLength(0) == 0 && from == 0; i++) {
            from = words.peek(i).is("from") || words.peek(i).is("of") ? i : 0;
        }
        int collection = from + (words.peek(from + 1).is("the") ? 2 : 1);
        int length = from == 0 ? 0 : names.collectionLength(collection);
        if (length == 0) {
            return;
        }
        Word first = words.peek();
        boolean everything = first.is("everything");
        words.goTo(words.position() + collection);
        String name = SentencePrinter.name(names.collection("the name of a collection"));
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                "it is not clear whether fields or documents are to be removed",
                words.position(first),
                everything
                        ? "write: " + verb.text() + " all " + name
                        : "write: update " + name + " remove " + Complaints.shown(first.text())
                                + " where …, or: remove " + name + " where …");
    }

    private void requireCondition(Clauses found, boolean all, String sentence) {
        if (!words.atEnd() && !words.sees("please")) {
            throw Complaints.leftOver(words);
        }
        if (found.offset().isPresent() || !found.groupBy().isEmpty()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    (found.offset().isPresent() ? "skip" : "grouping") + " has no meaning where documents are changed",
                    words.position(found.grouping().orElseGet(words::peek)),
                    "leave it out, or say which documents are meant by where …");
        }
        found.refuseSearch();
        if (found.where().isEmpty() && !all) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "this would change every document of " + found.collection(),
                    words.position(words.peek()),
                    "add where …, or say so: " + sentence);
        }
    }
}
