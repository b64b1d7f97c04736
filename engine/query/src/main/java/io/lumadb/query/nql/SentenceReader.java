package io.lumadb.query.nql;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.ConditionReader;
import io.lumadb.query.nql.condition.Moments;
import io.lumadb.query.nql.condition.ValueReader;
import io.lumadb.query.nql.name.KnownNames;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads a sentence by its verb. One object reads one sentence. */
final class SentenceReader {

    private static final String COLLECTION = "the name of a collection";

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ClauseReader clauses;
    private final ShownReader shown;
    private final KnownNames catalog;

    SentenceReader(String sentence, KnownNames catalog, InstantSource clock) {
        this.catalog = catalog;
        this.words = new Words(sentence);
        this.names = new NameResolver(words, catalog);
        Moments moments = new Moments(words, clock);
        this.values = new ValueReader(words, names, moments);
        this.clauses =
                new ClauseReader(words, names, values, new ConditionReader(words, names, values, moments), moments);
        this.shown = new ShownReader(words, names, values, clauses, catalog);
    }

    Statement read() {
        refuseOtherLanguages();
        Statement statement = sentence();
        words.accept("please");
        if (!words.atEnd()) {
            throw Complaints.leftOver(words);
        }
        clauses.current().refuseSearch();
        return statement;
    }

    private void refuseOtherLanguages() {
        Word first = words.peek();
        boolean lql = words.seesAt(0, "select") && words.peek(1).text().startsWith("*")
                || words.sees("insert", "into") && words.peek(3).is("(");
        if (lql || first.text().startsWith("{")) {
            throw QueryError.syntax(
                    "this is not a sentence of NQL but looks like " + (lql ? "LQL" : "JQL"),
                    words.position(first),
                    "choose " + (lql ? "LQL" : "JQL") + " as the language, or ask: " + catalog.example());
        }
    }

    private Statement sentence() {
        words.acceptAny("please", "can you", "could you", "i want to", "i would like to", "i need to");
        words.enter();
        if (words.accept("explain")) {
            return new Statement.Explain(false, sentence());
        }
        if (words.accept("analyze")) {
            return new Statement.Explain(true, sentence());
        }
        DefinitionReader definitions = new DefinitionReader(words, names);
        if (definitions.begins()) {
            return definitions.read();
        }
        ChangeReader changes = new ChangeReader(words, names, values, clauses);
        if (changes.begins()) {
            return changes.read();
        }
        if (words.acceptAny("how many", "count")) {
            words.accept("the");
            if (shown.countsDifferent()) {
                return shown.countDifferent();
            }
            words.acceptAny("number of", "documents in");
            return count();
        }
        if (words.acceptAny("what is", "what's", "what are", "what was", "what were", "calculate", "compute")) {
            words.accept("the");
            return acceptNumberOf() ? count() : shown.computed();
        }
        if (words.sees("which")) {
            return new SuperlativeReader(words, names, values, clauses).read();
        }
        if (words.sees("top")) {
            return find();
        }
        if (words.acceptAny("find", "get", "show", "list", "fetch", "retrieve", "select", "display", "give", "see")) {
            return find();
        }
        if (acceptNumberOf()) {
            return count();
        }
        if (shown.begins()) {
            return shown.computed();
        }
        throw Complaints.unknownVerb(words, catalog.example());
    }

    /** Takes {@code the total number of} where documents are counted, rather than the values of a field. */
    private boolean acceptNumberOf() {
        int before = words.position();
        words.accept("the");
        if (words.acceptAny("total number of", "number of", "count of") && !shown.countsValues()) {
            return true;
        }
        words.goTo(before);
        return false;
    }

    private Statement find() {
        words.acceptAny("me", "us");
        if (words.acceptAny("all collections", "the collections", "collections")) {
            return new Statement.ShowCollections();
        }
        if (words.acceptAny(
                "all the indexes of",
                "all indexes of",
                "the indexes of",
                "the indexes on",
                "indexes of",
                "indexes on")) {
            return new Statement.ShowIndexes(names.collection(COLLECTION));
        }
        if (acceptNumberOf()) {
            return count();
        }
        if (shown.namesFields() || shown.computes()) {
            return shown.fields();
        }
        return documents();
    }

    private Statement documents() {
        boolean all = words.acceptAny("all of the", "all the", "all", "every", "each", "any", "everything");
        words.acceptAny("of the", "the");
        Clauses found = clauses.collect();
        Word first = words.peek();
        boolean top = words.sees("top");
        boolean counted = Numerals.counted(first).isPresent() && names.collectionLength(0) == 0;
        if (words.acceptAny("first", "top") || counted) {
            found.limit(values.count("first"), words, first);
        }
        Word extreme = words.peek();
        Optional<Boolean> newest = extreme();
        if (newest.isPresent() && found.limit().isEmpty()) {
            found.limit(howMany(extreme), words, extreme);
        }
        boolean documents = words.acceptAny("documents", "records");
        if (all || documents) {
            words.acceptAny("of", "in", "from");
        }
        enter(found);
        newest.ifPresent(descending -> sortByTime(found, extreme, descending));
        if (top && words.accept("by")) {
            Expression by = new Expression.Field(names.field());
            boolean ascending = words.acceptAny("ascending", "asc");
            words.acceptAny("descending", "desc");
            found.sortBy(new SortKey(by, !ascending, Optional.empty()));
            found.sortNoMore();
        }
        clauses.read(found);
        if (!found.groupBy().isEmpty()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "it is not said what to compute for each group",
                    words.position(found.grouping().orElseGet(words::peek)),
                    "for example: count " + found.collection() + " per "
                            + found.groupBy().getFirst() + ", or, to sort: find " + found.collection() + " sorted by "
                            + found.groupBy().getFirst());
        }
        return found.select(false, List.of(new SelectItem.AllFields(List.of())));
    }

    /** Takes {@code newest} (true) or {@code oldest} (false) before the collection. */
    private Optional<Boolean> extreme() {
        if (names.collectionLength(0) > 0) {
            return Optional.empty();
        }
        if (words.acceptAny("newest", "latest", "most recent")) {
            return Optional.of(true);
        }
        return words.accept("oldest") ? Optional.of(false) : Optional.empty();
    }

    /** A number, or one where the collection is in the singular. */
    private Expression howMany(Word extreme) {
        if (Numerals.counted(words.peek()).isPresent()) {
            return values.count("limit");
        }
        if (names.isSingular()) {
            return new Expression.Literal(Value.of(1L));
        }
        throw Complaints.expected(words, "how many of the " + extreme.lower(), "write the " + extreme.lower() + " 10");
    }

    /** Documents without a time are neither the newest nor the oldest; among those with an age, the oldest has the highest. */
    private void sortByTime(Clauses all, Word extreme, boolean descending) {
        if (!descending && names.hasAgeField()) {
            all.sortBy(new SortKey(new Expression.Field(names.ageField(extreme)), true, Optional.empty()));
            all.sortNoMore();
            return;
        }
        Expression time = new Expression.Field(names.timeField(extreme));
        if (!descending) {
            all.and(new Expression.Not(new Expression.IsNull(time)));
        }
        all.sortBy(new SortKey(time, descending, Optional.empty()));
        all.sortNoMore();
    }

    private void enter(Clauses all) {
        String name = names.collection(COLLECTION);
        names.enter(name);
        all.collection(name);
    }

    private Statement count() {
        words.acceptAny("of the", "of all the", "of", "the", "all the", "all of the", "all", "different documents in");
        Clauses all = clauses.collect();
        enter(all);
        words.acceptAny(
                "are there",
                "there are",
                "were there",
                "there were",
                "do we have",
                "did we have",
                "did we get",
                "do i have",
                "are in the database",
                "exist");
        List<SelectItem> items = List.of(ItemReader.count("count"));
        all.shows(items);
        clauses.read(all);
        return all.select(false, ItemReader.withKeys(all.groupBy(), items));
    }
}
