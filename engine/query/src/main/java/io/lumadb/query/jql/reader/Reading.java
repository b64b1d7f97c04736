package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the readers of one text share.
 *
 * @param variables the names that expressions around the one being read have bound
 * @param taken what the names stand for that a {@code $lookup} around the pipeline being read takes from its documents
 * @param depth how many pipelines the one being read stands in
 * @param search what found the documents, while they have the vectors by which it did
 */
record Reading(
        JsonText text,
        Values values,
        Set<String> variables,
        Map<String, Expression> taken,
        int depth,
        Optional<VectorSearch> search) {

    Reading {
        variables = Set.copyOf(variables);
        taken = Map.copyOf(taken);
    }

    static Reading of(String source, JsonText text) {
        return new Reading(text, new Values(source, text), Set.of(), Map.of(), 0, Optional.empty());
    }

    Reading with(Collection<String> moreVariables) {
        Set<String> all = new HashSet<>(variables);
        all.addAll(moreVariables);
        Map<String, Expression> seen = new HashMap<>(taken);
        moreVariables.forEach(seen::remove);
        return new Reading(text, values, all, seen, depth, search);
    }

    /** For a pipeline within a stage of the one being read. */
    Reading within(List<Map.Entry<String, Expression>> moreTaken) {
        Map<String, Expression> all = new HashMap<>(taken);
        moreTaken.forEach(variable -> all.put(variable.getKey(), variable.getValue()));
        return new Reading(text, values, Set.of(), all, depth + 1, Optional.empty());
    }

    /** For conditions on elements, which see nothing but the element. */
    Reading onElements() {
        return new Reading(text, values, variables, Map.of(), depth, Optional.empty());
    }

    /** For stages over documents that were found so, or not by a search. */
    Reading found(Optional<VectorSearch> by) {
        return new Reading(text, values, variables, taken, depth, by);
    }

    /** A name for something of the pipeline being read, which the pipelines within it must not use for their own. */
    String named(String name) {
        return depth == 0 ? name : name + (depth + 1);
    }

    /** The value that a name stands for; none for a name that nobody has given. */
    Optional<Expression> variable(String name, Optional<FieldPath> rest) {
        if (variables.contains(name)) {
            return Optional.of(new Expression.Variable(name, rest));
        }
        return Optional.ofNullable(taken.get(name))
                .map(value -> rest.isEmpty() ? value : part(name, value, rest.get()));
    }

    private static Expression part(String name, Expression value, FieldPath rest) {
        if (value instanceof Expression.Field(FieldPath path)) {
            List<FieldPath.Segment> segments = new ArrayList<>(path.segments());
            segments.addAll(rest.segments());
            return new Expression.Field(new FieldPath(segments));
        }
        return new Expression.Let(List.of(Map.entry(name, value)), new Expression.Variable(name, Optional.of(rest)));
    }

    /** All names that may be said. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(variables);
        names.addAll(taken.keySet());
        return names;
    }
}
