package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.Comparators.Comparator;
import io.lumadb.query.nql.condition.ConditionReader;
import io.lumadb.query.nql.condition.Manner;
import io.lumadb.query.nql.condition.Moments;
import io.lumadb.query.nql.condition.ValueReader;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.Optional;

/** Reads the clauses behind a collection, in any order, each at most once save for conditions and sort keys, which add up. */
final class ClauseReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ConditionReader conditions;
    private final Moments moments;
    private final PlacedReader placed;
    private Clauses current = new Clauses();

    ClauseReader(Words words, NameResolver names, ValueReader values, ConditionReader conditions, Moments moments) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.conditions = conditions;
        this.moments = moments;
        this.placed = new PlacedReader(words, names, moments);
    }

    Clauses collect() {
        current = new Clauses();
        return current;
    }

    Clauses current() {
        return current;
    }

    void read(Clauses all) {
        current = all;
        boolean more = true;
        while (more) {
            int before = words.position();
            words.acceptSeparator();
            more = clause(all);
            if (!more) {
                words.goTo(before);
            }
        }
    }

    private boolean clause(Clauses all) {
        Word first = words.peek();
        if (words.accept("are") && placed.read(all)) {
            return true;
        }
        words.goToWord(first);
        Optional<Manner> introduced = Manner.introduced(words);
        if (introduced.isPresent()) {
            all.and(conditions.read(introduced.get()));
            return true;
        }
        boolean relative = (first.is("that") || first.is("who") || first.is("which")) && conditions.startsCondition(1);
        if (relative) {
            words.next();
        }
        if (relative || conditions.comparisons().seesAge()) {
            all.and(conditions.read(Manner.PLAIN));
            return true;
        }
        if (conditions.startsTime()) {
            all.and(conditions.read(Manner.ARE));
            return true;
        }
        return search(all, first)
                || sorting(all)
                || rows(all, first)
                || grouping(all, first)
                || placed.read(all)
                || time(all, first);
    }

    /** Searches by meaning and by words are sentences of NQL: what is wrong with them is said before that they cannot run. */
    private boolean search(Clauses all, Word first) {
        boolean meaning = words.accept("similar to");
        if (!meaning && !words.acceptAny("mentioning", "about")) {
            return false;
        }
        values.text();
        all.search(new QueryError(
                ErrorCode.NOT_BUILT_YET,
                meaning
                        ? "searching by meaning ('similar to') needs a vector index, and this version cannot build one"
                        : "searching by words ('" + first.lower()
                                + "') needs a full-text index, and this version cannot build one",
                words.span(first, words.position()),
                "where F contains \"text\" finds the same letters, without an index"));
        return true;
    }

    private boolean sorting(Clauses all) {
        if (words.acceptAny("sorted", "ordered", "sort", "order", "arranged")) {
            words.accept("by");
            do {
                Word key = words.peek();
                all.sortBy(sortKey(), words, key);
            } while (nextSortKey());
            return true;
        }
        Word first = words.peek();
        if (words.acceptAny("newest first", "latest first", "most recent first")) {
            all.sortBy(new SortKey(new Expression.Field(timeField(first)), true, Optional.empty()), words, first);
            return true;
        }
        if (words.accept("oldest first")) {
            if (!words.sees("by") && names.hasAgeField()) {
                all.sortBy(
                        new SortKey(new Expression.Field(names.ageField(first)), true, Optional.empty()), words, first);
                return true;
            }
            all.sortBy(new SortKey(new Expression.Field(timeField(first)), false, Optional.empty()), words, first);
            return true;
        }
        return false;
    }

    private FieldPath timeField(Word asking) {
        return words.accept("by") ? names.field() : names.timeField(asking);
    }

    private SortKey sortKey() {
        Expression by = alias().orElseGet(() -> {
            words.accept("the");
            return new ItemReader(words, names).expression(Integer.MAX_VALUE);
        });
        boolean descending = words.acceptAny(
                "descending",
                "desc",
                "highest first",
                "largest first",
                "from high to low",
                "from highest to lowest",
                "high to low",
                "newest first",
                "latest first",
                "in descending order");
        if (!descending) {
            words.acceptAny(
                    "ascending",
                    "asc",
                    "lowest first",
                    "smallest first",
                    "from low to high",
                    "from lowest to highest",
                    "low to high",
                    "oldest first",
                    "in ascending order");
        }
        return new SortKey(by, descending, Optional.empty());
    }

    /** A name that an item was given with as, or a count's own. */
    private Optional<Expression> alias() {
        Word word = words.peek();
        boolean known = word.kind() != Word.Kind.QUOTED && current.shows(word.text());
        if (known) {
            words.next();
        }
        return known ? Optional.of(new Expression.Field(FieldPath.of(word.text()))) : Optional.empty();
    }

    private boolean nextSortKey() {
        int before = words.position();
        boolean separator =
                words.acceptAny(", and then by", ", then by", "and then by", "then by") || words.acceptSeparator();
        words.accept("by");
        int field = names.fieldLength(0);
        boolean key = separator
                && (words.peek().kind() == Word.Kind.NAME
                        || field > 1
                        || (field == 1 || current.shows(words.peek().text())) && !startsClause(words.peek()));
        if (!key) {
            words.goTo(before);
        }
        return key;
    }

    private static boolean startsClause(Word word) {
        return word.isPlain()
                && switch (word.lower()) {
                    case "where", "with", "without", "limit", "skip", "first", "top", "offset", "per", "grouped" ->
                        true;
                    default -> false;
                };
    }

    private boolean rows(Clauses all, Word first) {
        if (words.acceptAny(
                "limit to", "limited to", "limit", "first", "top", "only the first", "but only", "only", "at most")) {
            all.limit(values.count("limit"), words, first);
            words.acceptAny("documents", "results", "rows", "of them");
            return true;
        }
        if (words.acceptAny("skip the first", "skip", "skipping", "offset", "starting after")) {
            all.skip(values.count("skip"), words, first);
            return true;
        }
        return false;
    }

    private boolean grouping(Clauses all, Word first) {
        if (!words.acceptAny("grouped by", "group by", "for each", "for every", "per", "by")) {
            return false;
        }
        do {
            words.acceptAny("the", "each");
            all.groupBy(names.field(), first);
        } while (nextKey());
        return true;
    }

    private boolean nextKey() {
        int before = words.position();
        boolean key = words.acceptSeparator() && names.fieldLength(0) > 0;
        if (!key) {
            words.goTo(before);
        }
        return key;
    }

    /** Times without a field are about the one field that holds a time. */
    private boolean time(Clauses all, Word first) {
        if (words.accept("between")) {
            requireTime();
            all.and(conditions.comparisons().between(timeOf(first)));
            return true;
        }
        Optional<Comparator> comparator = temporal();
        if (comparator.isPresent()) {
            requireTime();
            all.and(conditions.comparisons().compare(timeOf(first), comparator.get()));
            return true;
        }
        boolean from = words.accept("from");
        if (from && moments.startsAt(0, true)) {
            all.and(from(first));
            return true;
        }
        boolean preposition = words.acceptAny("in", "during", "of", "within", "on");
        boolean written =
                words.peek().isPlain() && Character.isDigit(words.peek().text().charAt(0));
        Optional<Moments.Span> span = written && !preposition ? Optional.empty() : moments.span(preposition);
        span.ifPresent(time -> all.and(time.within(timeOf(first))));
        return span.isPresent();
    }

    private Optional<Comparator> temporal() {
        if (words.accept("since")) {
            return Optional.of(new Comparator(ComparisonOperator.GREATER_OR_EQUAL, true));
        }
        if (words.accept("before")) {
            return Optional.of(new Comparator(ComparisonOperator.LESS, true));
        }
        if (words.accept("after")) {
            return Optional.of(new Comparator(ComparisonOperator.GREATER, true));
        }
        return words.accept("until")
                ? Optional.of(new Comparator(ComparisonOperator.LESS_OR_EQUAL, true))
                : Optional.empty();
    }

    /** {@code from yesterday}, {@code from 2026-01-01 to 2026-01-31}; a day alone may be a beginning too. */
    private Expression from(Word first) {
        int start = words.position();
        Word date = words.peek();
        Optional<Moments.Span> span = moments.span(true);
        boolean range = words.sees("to") || words.sees("until");
        if (span.isPresent() && !range && Character.isDigit(date.text().charAt(0))) {
            throw QueryError.syntax(
                    "'from " + date.text() + "' may be on that time or since it",
                    words.span(first, words.position()),
                    "write on " + date.text() + " or since " + date.text());
        }
        if (span.isPresent() && !range) {
            return span.get().within(timeOf(first));
        }
        words.goTo(start);
        return conditions.comparisons().between(timeOf(first));
    }

    private Expression timeOf(Word asking) {
        return new Expression.Field(names.timeField(asking));
    }

    private void requireTime() {
        if (words.peek().isPlain() && !moments.startsAt(0, true)) {
            throw Complaints.expected(words, "a time", "name the field that is compared; " + Moments.KNOWN);
        }
    }
}
