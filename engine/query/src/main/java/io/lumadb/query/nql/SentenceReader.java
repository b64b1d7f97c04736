package io.lumadb.query.nql;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a sentence by its verb. One object reads one sentence. */
final class SentenceReader {

    /** Words that end the part of a sentence in which {@code of} and {@code from} lead to the collection. */
    private static final Set<String> BODY = Set.of(
            "where", "with", "whose", "having", "sorted", "ordered", "newest", "oldest", "limit", "skip", "offset",
            "grouped", "per", "by", "set", "between");

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ClauseReader clauses;
    private final Names catalog;

    SentenceReader(String sentence, Names catalog, InstantSource clock) {
        this.catalog = catalog;
        this.words = new Words(sentence);
        this.names = new NameResolver(words, catalog);
        Moments moments = new Moments(words, clock);
        this.values = new ValueReader(words, names, moments);
        this.clauses =
                new ClauseReader(words, names, values, new ConditionReader(words, names, values, moments), moments);
    }

    Statement read() {
        Statement statement = sentence();
        if (!words.atEnd()) {
            throw Complaints.leftOver(words);
        }
        return statement;
    }

    private Statement sentence() {
        words.acceptAny("please", "can you", "could you", "i want to", "i want");
        words.enter();
        if (words.accept("explain")) {
            return new Statement.Explain(false, sentence());
        }
        if (words.accept("analyze")) {
            return new Statement.Explain(true, sentence());
        }
        ChangeReader changes = new ChangeReader(words, names, values, clauses);
        if (changes.begins()) {
            return changes.read();
        }
        if (words.acceptAny("how many", "count") || !countsShown(0) && words.accept("number of")) {
            return count();
        }
        if (words.sees("number", "of")) {
            return shown();
        }
        if (words.acceptAny("what is", "what's", "what are", "calculate", "compute")) {
            words.accept("the");
            return !countsShown(0) && words.accept("number of") ? count() : shown();
        }
        if (words.sees("which")) {
            return new SuperlativeReader(words, names, clauses).read();
        }
        if (words.sees("top")) {
            return find();
        }
        if (words.acceptAny("find", "get", "show", "list", "fetch", "retrieve", "select", "display", "give")) {
            return find();
        }
        throw Complaints.unknownVerb(words, example());
    }

    private String example() {
        return catalog.collections().isEmpty()
                ? "products"
                : catalog.collections().getFirst();
    }

    private Statement find() {
        words.accept("me");
        if (words.accept("collections") || words.accept("all collections")) {
            return new Statement.ShowCollections();
        }
        if (words.acceptAny("indexes of", "indexes on", "the indexes of", "all indexes of")) {
            return new Statement.ShowIndexes(names.collection("a collection"));
        }
        if (!countsShown(words.sees("the") ? 1 : 0) && words.acceptAny("number of", "the number of")) {
            return count();
        }
        if (namesFields()) {
            return shown();
        }
        noise();
        ClauseReader.Clauses all = clauses.collect();
        boolean top = words.sees("top");
        if (words.acceptAny("first", "top")) {
            all.limit(values.count("first"));
        }
        words.acceptAny(
                "documents of", "documents in", "documents from", "records of", "records in", "everything from");
        enter();
        similar();
        if (top && words.accept("by")) {
            all.orderBy().add(new SortKey(new Expression.Field(names.field()), true, Optional.empty()));
        }
        clauses.read(all);
        if (!all.groupBy().isEmpty()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "it is not said what to compute for each group",
                    words.position(words.peek()),
                    "for example: count " + all.collection() + " per "
                            + all.groupBy().getFirst());
        }
        return all.select(false, List.of(new SelectItem.AllFields(List.of())));
    }

    private void noise() {
        words.acceptAny("all of the", "all the", "all", "the", "every", "each", "any", "everything");
        words.acceptAny("of the", "the");
    }

    private void enter() {
        String name = names.collection("the name of a collection");
        names.enter(name);
        clauses.current().collection(name);
    }

    private void similar() {
        if (words.sees("similar", "to") || words.sees("mentioning") || words.sees("about")) {
            throw new QueryError(
                    ErrorCode.NOT_BUILT_YET,
                    "searching by meaning and full text is part of NQL, but this version cannot run it yet",
                    words.position(words.peek()),
                    "where name contains \"text\" compares letters");
        }
    }

    /** Whether fields stand before the collection, that is, of or from comes before the first clause. */
    private boolean namesFields() {
        return lastOf() > 0
                && !words.sees("all", "of", "the")
                && !words.sees("all", "from")
                && !words.sees("everything")
                && !words.sees("documents")
                && !words.sees("records")
                && !words.sees("all", "documents");
    }

    /** Whether the number that comes next is of a field's values, since of comes again before the collection. */
    private boolean countsShown(int ahead) {
        return words.seesAt(ahead, "number", "of") && lastOf() > ahead + 1;
    }

    /** How many words ahead the last of, from or in before the first clause stands; 0 when there is none. */
    private int lastOf() {
        int found = 0;
        for (int i = 0; words.peek(i).kind() != Word.Kind.END; i++) {
            Word word = words.peek(i);
            if (word.isPlain() && BODY.contains(word.lower())) {
                return found;
            }
            if ((word.is("of") || word.is("from"))
                    && !isTime(words.peek(i + (words.peek(i + 1).is("the") ? 2 : 1)))) {
                found = i;
            }
        }
        return found;
    }

    private static boolean isTime(Word word) {
        return word.isPlain()
                && switch (word.lower()) {
                    case "last", "past", "this", "today", "yesterday" -> true;
                    default -> false;
                };
    }

    private Statement count() {
        words.acceptAny("of the", "the", "all the", "all", "different documents in");
        ClauseReader.Clauses all = clauses.collect();
        enter();
        words.acceptAny("are there", "there are", "do we have", "are in the database", "exist");
        List<SelectItem> shown = List.of(ItemReader.count("count"));
        all.shows(shown);
        clauses.read(all);
        return all.select(false, ItemReader.withKeys(all.groupBy(), shown));
    }

    /** A sentence that names what to show: fields, aggregates, or both, of a collection. */
    private Statement shown() {
        words.accept("the");
        boolean distinct = words.acceptAny("different", "distinct", "unique", "all different");
        int start = words.position();
        int of = lastOf();
        if (of == 0) {
            throw Complaints.expected(
                    words,
                    "what to show, with 'of' and a collection behind it",
                    "for example: show name of " + example());
        }
        // The collection stands behind the fields but decides what they may mean.
        words.goTo(start + of + 1);
        words.acceptAny("all the", "all", "the", "each", "every");
        ClauseReader.Clauses all = clauses.collect();
        if (words.acceptAny("first", "top")) {
            all.limit(values.count("first"));
        }
        enter();
        int behind = words.position();
        words.goTo(start);
        ItemReader items = new ItemReader(words, names);
        List<SelectItem> shown = items.read(start + of);
        words.goTo(behind);
        all.shows(shown);
        clauses.read(all);
        return all.select(distinct, ItemReader.withKeys(all.groupBy(), shown));
    }
}
