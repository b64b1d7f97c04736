package io.lumadb.query.jql.reader;

import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement.ArrayFilter;
import io.lumadb.query.statement.Statement.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code "arrayFilters": [{"x.grade": {"$gte": 85}}]}: the paths of one filter begin with one name, which stands for
 * the element. In the statement its paths start at the element.
 */
final class ArrayFilterReader {

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    ArrayFilterReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** The filters; every one of them and every positional step with a name has its counterpart. */
    List<ArrayFilter> read(Optional<Node> node, List<Change> changes, Node.Members command) {
        Map<String, Expression> filters = new LinkedHashMap<>();
        Set<String> wanted = wanted(changes);
        if (node.isPresent()) {
            for (Node filter : values.array(node.get(), "the array filters")) {
                read(values.object(filter, "an array filter"), wanted, filters);
            }
        }
        for (String name : wanted) {
            if (!filters.containsKey(name)) {
                throw text.syntax(
                        "no array filter says what $[" + name + "] means",
                        command,
                        Suggestions.nearest(name, filters.keySet())
                                .map(nearest -> "did you mean $[" + nearest + "]?")
                                .orElse("add \"arrayFilters\": [{\"" + name + "\": …}]"));
            }
        }
        return filters.entrySet().stream()
                .map(filter -> new ArrayFilter(filter.getKey(), filter.getValue()))
                .toList();
    }

    private static Set<String> wanted(List<Change> changes) {
        Set<String> names = new LinkedHashSet<>();
        changes.forEach(change -> PositionalSteps.path(change)
                .ifPresent(path -> path.segments()
                        .forEach(step -> PositionalSteps.filterName(step).ifPresent(names::add))));
        return names;
    }

    private void read(Node.Members filter, Set<String> wanted, Map<String, Expression> filters) {
        Set<String> names = new HashSet<>();
        Node.Members relative = relative(filter, names);
        if (names.size() != 1) {
            throw text.syntax(
                    "an array filter is about one element, this one names " + names.size(),
                    filter,
                    "begin all its paths with the same name");
        }
        String name = names.iterator().next();
        if (!NAME.matcher(name).matches()) {
            throw text.syntax(
                    "\"" + name + "\" cannot name an element",
                    filter,
                    "names begin with a small letter and go on with letters and digits");
        }
        if (!wanted.contains(name)) {
            throw text.syntax(
                    "no changed path has a step $[" + name + "]",
                    filter,
                    Suggestions.nearest(name, wanted)
                            .map(nearest -> "did you mean \"" + nearest + "\"?")
                            .orElse("write \"array.$[" + name + "]\" where the element is changed"));
        }
        Expression condition = new FilterReader(reading).read(relative).orElseThrow();
        if (filters.put(name, condition) != null) {
            throw text.syntax("two array filters are called \"" + name + "\"", filter, "put both into one filter");
        }
    }

    /** The same filter with its paths starting at the element. */
    private Node.Members relative(Node.Members filter, Set<String> names) {
        List<Node.Member> members = new ArrayList<>();
        for (Node.Member member : filter.list()) {
            members.add(member.isOperator() ? within(member, names) : relative(member, names));
        }
        return new Node.Members(members, filter.start(), filter.end());
    }

    private Node.Member relative(Node.Member member, Set<String> names) {
        int dot = member.name().indexOf('.');
        names.add(dot < 0 ? member.name() : member.name().substring(0, dot));
        return new Node.Member(dot < 0 ? "" : member.name().substring(dot + 1), member.start(), member.value());
    }

    private Node.Member within(Node.Member combination, Set<String> names) {
        if (!List.of("$and", "$or", "$nor").contains(combination.name())) {
            return combination;
        }
        List<Node> parts = values.filledArray(combination.value(), "filters").stream()
                .<Node>map(part -> relative(values.object(part, "a filter"), names))
                .toList();
        Node whole = combination.value();
        return new Node.Member(
                combination.name(), combination.start(), new Node.Items(parts, whole.start(), whole.end()));
    }
}
