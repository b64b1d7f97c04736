package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code $vectorSearch}, and the score by which later stages call how near it found a document. The score is computed
 * from the document's vector, so it is known as long as the stages leave that where it is.
 */
final class VectorSearchReader {

    private static final String STAGE = "$vectorSearch";

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    VectorSearchReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** {@code first}: no stage stands before it. */
    VectorSearch read(Node.Member stage, boolean first, SelectDraft draft) {
        if (!first || !draft.isCollection()) {
            throw text.syntax(
                    "$vectorSearch searches a collection, it cannot take the documents of what stands before it",
                    stage,
                    "make it the first stage of its pipeline, and say which documents count by \"filter\"");
        }
        Node.Members members = values.object(stage.value(), STAGE);
        Keys keys = new Keys(text, members, STAGE, VectorSearch.KEYS);
        Optional<String> metric = keys.find("metric").map(this::metric);
        Node vector = keys.require("queryVector");
        VectorSearch search = new VectorSearch(
                values.fixedPath(keys.require("path"), "the path of the vectors"), vector(vector), metric);
        if (!search.hasDirection()) {
            throw text.syntax(
                    "a vector of zeros has no direction, hence no cosine with another one",
                    vector,
                    "measure by \"metric\": \"euclidean\"");
        }
        Expression limit = rows(keys.require("limit"), "limit");
        checkMeans(members, limit);
        draft.search(search, keys.find("filter").flatMap(new FilterReader(reading)::read), limit);
        return search;
    }

    private String metric(Node node) {
        String metric = values.string(node, "a metric");
        if (VectorSearch.METRICS.contains(metric.toLowerCase(Locale.ROOT))) {
            return metric;
        }
        throw text.syntax(
                "\"" + metric + "\" is not a metric",
                node,
                Optional.ofNullable(Suggestions.didYouMean(metric, VectorSearch.METRICS))
                        .orElse("metrics are " + String.join(", ", VectorSearch.METRICS)));
    }

    private Expression rows(Node node, String key) {
        Expression rows = values.count(node, key);
        if (rows.equals(new Expression.Literal(Value.of(0)))) {
            throw text.syntax("\"" + key + "\" is 1 or more", node, null);
        }
        return rows;
    }

    private Expression vector(Node node) {
        if (node instanceof Node.Items) {
            List<Expression> components = new ArrayList<>();
            for (Node component : values.filledArray(node, "the numbers of a vector")) {
                components.add(component(component));
            }
            return Expressions.array(components);
        }
        if (node instanceof Node.Members members && Values.isWrapper(members)) {
            Expression wrapped = values.wrapped(members);
            if (wrapped instanceof Expression.Parameter || wrapped instanceof Expression.Literal(Value.Vector _)) {
                return wrapped;
            }
        }
        throw text.syntax(
                "\"queryVector\" is an array of numbers, not " + node.kind(),
                node,
                "write [0.1, 0.2, …], or {\"" + Values.PARAMETER + "\": \"name\"}");
    }

    private Expression component(Node node) {
        Expression component = values.value(node);
        if (!(component instanceof Expression.Literal(Value number)) || !number.isNumber()) {
            throw text.syntax("a vector holds numbers, not " + node.kind(), node, null);
        }
        if (!VectorSearch.isComponent(number)) {
            throw text.syntax("the number is too large for a vector, whose components are float32", node, null);
        }
        return component;
    }

    /** By which means documents are found: there is no index, and all vectors are looked at. */
    private void checkMeans(Node.Members stage, Expression limit) {
        stage.find("index").ifPresent(index -> {
            String name = values.string(index.value(), "an index's name");
            throw new QueryError(
                    ErrorCode.NOT_FOUND,
                    "there is no VECTOR index \"" + name + "\"",
                    text.position(index.value()),
                    "leave \"index\" out: the search then looks at all vectors");
        });
        stage.find("exact").ifPresent(exact -> {
            if (!values.flag(exact.value(), "exact")) {
                throw text.notBuilt("an approximate search", exact, "leave \"exact\" out: every search is exact");
            }
        });
        stage.find("numCandidates").ifPresent(candidates -> {
            Expression looked = rows(candidates.value(), "numCandidates");
            if (looked instanceof Expression.Literal(Value.Int64(long some))
                    && limit instanceof Expression.Literal(Value.Int64(long most))
                    && some < most) {
                throw text.syntax(
                        "\"numCandidates\" is less than \"limit\"",
                        candidates.value(),
                        "look at " + most + " documents or more");
            }
        });
    }

    /** What {@code $meta} knows about a document. */
    Expression score(Node.Member meta) {
        String wanted = values.string(meta.value(), "what to know about a document");
        if (!wanted.equals(VectorSearch.SCORE)) {
            throw text.syntax(
                    "$meta does not know \"" + wanted + "\"",
                    meta.value(),
                    Optional.ofNullable(Suggestions.didYouMean(wanted, List.of(VectorSearch.SCORE)))
                            .orElse("it knows \"" + VectorSearch.SCORE + "\""));
        }
        return reading.search()
                .map(VectorSearch::score)
                .orElseThrow(() -> text.syntax(
                        "there is no score here: it is that of documents as $vectorSearch gives them",
                        meta,
                        "add it to them by $set right behind $vectorSearch"));
    }

    /** Whether documents of such a shape have the same value at a path as before. */
    static boolean keeps(List<SelectItem> shape, FieldPath path) {
        boolean kept = false;
        for (SelectItem item : shape) {
            kept = switch (item) {
                case SelectItem.AllFields(List<FieldPath> except) ->
                    except.stream().noneMatch(gone -> meet(gone, path));
                case SelectItem.Kept(FieldPath whole) ->
                    kept && !meet(whole, path) || isOfNames(whole) && leadsTo(whole, path);
                case SelectItem.Placed(FieldPath place, Expression _) -> kept && !meet(place, path);
                case SelectItem.Computed computed
                when ColumnNames.of(computed).equals(path.root()) ->
                    computed.expression().equals(Expressions.field(path.root()));
                case SelectItem.Computed _ -> kept;
                case SelectItem.SourceFields _, SelectItem.Root _ -> false;
            };
        }
        return kept;
    }

    /** Whether a change at one of two paths may be seen at the other. An element has several paths: by number, or by none. */
    static boolean meet(FieldPath one, FieldPath other) {
        return one.root().equals(other.root())
                && (!isOfNames(one) || !isOfNames(other) || leadsTo(one, other) || leadsTo(other, one));
    }

    private static boolean isOfNames(FieldPath path) {
        return path.segments().stream()
                .allMatch(step -> step instanceof FieldPath.Field(String name) && !name.matches("[0-9]+"));
    }

    private static boolean leadsTo(FieldPath whole, FieldPath part) {
        int steps = whole.segments().size();
        return steps <= part.segments().size()
                && part.segments().subList(0, steps).equals(whole.segments());
    }
}
