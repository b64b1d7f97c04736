package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.ValueReader;
import io.lumadb.query.nql.name.KnownNames;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads sentences that name what to show: fields, aggregates, or both, {@code of} a collection. */
final class ShownReader {

    /** Words that end the part of a sentence in which {@code of} and {@code from} lead to the collection. */
    static final Set<String> BODY = Set.of(
            "where",
            "with",
            "without",
            "whose",
            "having",
            "that",
            "who",
            "sorted",
            "ordered",
            "newest",
            "oldest",
            "limit",
            "skip",
            "offset",
            "grouped",
            "per",
            "by",
            "set",
            "between",
            "since",
            "before",
            "after",
            "similar",
            "mentioning",
            "about");

    /** A question without a collection is put to so many; to find out what more of them have would take too long. */
    private static final int MOST_COLLECTIONS = 20;

    private static final int LONGEST_NAME = 4;

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ClauseReader clauses;
    private final KnownNames catalog;

    ShownReader(Words words, NameResolver names, ValueReader values, ClauseReader clauses, KnownNames catalog) {
        this.catalog = catalog;
        this.words = words;
        this.names = names;
        this.values = values;
        this.clauses = clauses;
    }

    /** Whether fields stand before the collection, that is, of or from comes before the first clause. */
    boolean namesFields() {
        boolean documents = words.sees("all", "of")
                || words.sees("all", "from")
                || words.sees("everything")
                || words.sees("documents")
                || words.sees("records")
                || words.sees("all", "documents")
                || words.sees("all", "records");
        return !documents && lastOf() > 0;
    }

    /** Whether an aggregate comes next, though perhaps no collection behind it. */
    boolean computes() {
        int word = words.sees("the") ? 1 : 0;
        return ItemReader.isFunction(words.peek(word)) && names.collectionLength(word) == 0;
    }

    /** Whether a sentence without a verb begins with an aggregate. */
    boolean begins() {
        int word = words.sees("the") ? 1 : 0;
        boolean leads = lastOf() > word || word == 0 && onlyCollection().isPresent();
        return ItemReader.isFunction(words.peek(word)) && leads || words.seesAt(word, "number", "of");
    }

    /** Whether the number that was asked for is of a field's values, since of comes again before the collection. */
    boolean countsValues() {
        return lastOf() > 0;
    }

    /** Whether {@code different categories} come next, which are counted once each. */
    boolean countsDifferent() {
        return (words.sees("different") || words.sees("distinct") || words.sees("unique")) && lastOf() > 0;
    }

    /** How many words ahead the last of, from or in before the first clause stands; 0 when there is none. */
    private int lastOf() {
        int found = 0;
        for (int i = 0; words.peek(i).kind() != Word.Kind.END; i++) {
            Word word = words.peek(i);
            if (word.isPlain() && BODY.contains(word.lower())) {
                return found;
            }
            int behind = i + (words.peek(i + 1).is("the") || words.peek(i + 1).is("all") ? 2 : 1);
            boolean other = names.collectionLength(behind) > 0;
            boolean leads = word.is("of") || word.is("from") && (other || !endsCollection(i)) || word.is("in") && other;
            if (leads && !isTime(words.peek(behind))) {
                found = i;
            }
        }
        return found;
    }

    /** Whether a collection is named right before a word so many ahead: {@code find orders from Groningen}. */
    private boolean endsCollection(int ahead) {
        for (int first = Math.max(0, ahead - LONGEST_NAME); first < ahead; first++) {
            int length = names.collectionLength(first);
            if (length > 0 && first + length == ahead) {
                return true;
            }
        }
        return false;
    }

    static boolean isTime(Word word) {
        return word.isPlain()
                && switch (word.lower()) {
                    case "last", "past", "this", "next", "today", "yesterday", "tomorrow" -> true;
                    default -> Character.isDigit(word.text().charAt(0));
                };
    }

    /** Reads {@code what is the average price of products}. */
    Statement computed() {
        int item = words.position() + (words.sees("the") ? 1 : 0);
        Word first = words.peek(item - words.position());
        Statement statement = fields();
        boolean ambiguous = ItemReader.isFunction(first)
                && statement instanceof Statement.Select select
                && select.items().size() == 1
                && select.items().getFirst() instanceof SelectItem.Computed(Expression.Field(FieldPath path), var _)
                && path.isTopLevel()
                && path.root().equalsIgnoreCase(first.text());
        if (ambiguous) {
            String collection = SentencePrinter.name(clauses.current().collection());
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + first.text() + "' is a field, and what may be computed of a field",
                    words.position(first),
                    "write: what is the total " + first.text() + " of " + collection + ", or: show " + first.text()
                            + " of " + collection);
        }
        return statement;
    }

    /** Reads {@code name and price of products}. */
    Statement fields() {
        words.accept("the");
        boolean distinct = words.acceptAny("different", "distinct", "unique", "all the different", "all different");
        if (!distinct) {
            words.acceptAny("all the", "all");
        }
        int start = words.position();
        int of = lastOf();
        Optional<String> only = of == 0 ? onlyCollection() : Optional.empty();
        if (of == 0 && only.isEmpty()) {
            throw withoutCollection();
        }
        if (only.isPresent()) {
            of = end();
        }
        Clauses all = only.isPresent() ? entered(only.get()) : collection(start + of);
        int behind = only.isPresent() ? start + of : words.position();
        words.goTo(start);
        ItemReader reader = new ItemReader(words, names);
        List<SelectItem> items = reader.read(start + of);
        words.goTo(behind);
        all.shows(items);
        clauses.read(all);
        refuseUngrouped(all, items, reader);
        return all.select(distinct, ItemReader.withKeys(all.groupBy(), items));
    }

    /** How many words ahead the part before the first clause ends. */
    private int end() {
        int end = 0;
        while (words.peek(end).kind() != Word.Kind.END
                && !(words.peek(end).isPlain() && BODY.contains(words.peek(end).lower()))) {
            end++;
        }
        return end;
    }

    /** The one collection that has the fields of which something is computed; empty where several or none have them. */
    private Optional<String> onlyCollection() {
        int start = words.position();
        int end = start + end();
        List<String> known = catalog.collections().known();
        boolean named = false;
        for (int ahead = end(); words.peek(ahead).kind() != Word.Kind.END; ahead++) {
            named |= names.collectionLength(ahead) > 0;
        }
        if (named || !ItemReader.isFunction(words.peek()) || known.size() > MOST_COLLECTIONS) {
            return Optional.empty();
        }
        List<String> having = known.stream()
                .filter(collection -> {
                    words.goTo(start);
                    names.enter(collection);
                    return names.knowsFields() && reads(end);
                })
                .toList();
        words.goTo(start);
        return having.size() == 1 ? Optional.of(having.getFirst()) : Optional.empty();
    }

    private boolean reads(int end) {
        try {
            new ItemReader(words, names).read(end);
            return words.position() == end;
        } catch (QueryError unknownHere) {
            return false;
        }
    }

    private Clauses entered(String collection) {
        names.enter(collection);
        Clauses all = clauses.collect();
        all.collection(collection);
        return all;
    }

    private QueryError withoutCollection() {
        while (!words.atEnd()
                && !(words.peek().isPlain() && BODY.contains(words.peek().lower()))) {
            words.next();
        }
        return Complaints.expected(
                words,
                "of and a collection",
                words.atEnd()
                        ? "for example: show name of products"
                        : "clauses stand behind the collection, as in: average price of products per category");
    }

    /** The collection stands behind the fields but decides what they may mean. */
    private Clauses collection(int of) {
        words.goTo(of + 1);
        words.acceptAny("all the", "all", "the", "each", "every", "my", "our");
        Clauses all = clauses.collect();
        Word first = words.peek();
        if (words.acceptAny("first", "top")) {
            all.limit(values.count("first"), words, first);
        }
        String name = names.collection("the name of a collection");
        names.enter(name);
        all.collection(name);
        return all;
    }

    /** Beside an aggregate a field has a value only where documents are grouped by it. */
    private void refuseUngrouped(Clauses all, List<SelectItem> items, ItemReader reader) {
        boolean aggregates = !all.groupBy().isEmpty()
                || items.stream()
                        .anyMatch(item -> item instanceof SelectItem.Computed(Expression value, var _)
                                && value instanceof Expression.Aggregate);
        for (int i = 0; aggregates && i < items.size(); i++) {
            if (items.get(i) instanceof SelectItem.Computed(Expression.Field(FieldPath path), var _)
                    && !all.groupBy().contains(path)) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "'" + path + "' has a value in each document, not one for them all",
                        words.position(reader.start(i)),
                        "say what is wanted of it, as in average " + path + ", or add: per " + path);
            }
        }
    }

    /** Reads {@code how many different categories of products [are there]}. */
    Statement countDifferent() {
        words.next();
        int start = words.position();
        int of = lastOf();
        boolean are = words.seesAt(of - 2, "are", "there");
        Clauses all = collection(start + of);
        int behind = words.position();
        words.goTo(start);
        Expression field = new Expression.Field(names.field());
        if (words.position() != start + of - (are ? 2 : 0)) {
            throw Complaints.expected(words, "of or in, and a collection", null);
        }
        words.goTo(behind);
        words.acceptAny("are there", "there are");
        List<SelectItem> items = List.of(new SelectItem.Computed(
                ItemReader.aggregate(AggregateFunction.COUNT, Optional.of(field), true), Optional.empty()));
        clauses.read(all);
        return all.select(false, ItemReader.withKeys(all.groupBy(), items));
    }
}
