package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The selected items with their names resolved and given. Computed items come first when names are given away; what
 * {@code *} brings gets a number behind its name where that is taken, and makes way for an alias (ADR 11).
 */
final class SelectList {

    private final ExpressionBinder binder;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> aliases = new HashSet<>();
    private boolean open;

    /** {@code fromStar}: it was not asked for by its name. */
    private record Entry(Output output, boolean fromStar) {}

    private SelectList(ExpressionBinder binder) {
        this.binder = binder;
    }

    /** Outputs whose names are all different, and the fields that they make. */
    record Named(List<Output> outputs, Columns columns) {

        /** The columns' expressions. */
        List<Output.Computed> computed() {
            return outputs.stream()
                    .filter(Output.Computed.class::isInstance)
                    .map(Output.Computed.class::cast)
                    .toList();
        }
    }

    static Named bind(List<SelectItem> items, ExpressionBinder binder) {
        SelectList list = new SelectList(binder);
        items.forEach(list::add);
        return list.named();
    }

    private Scope scope() {
        return binder.scope();
    }

    private void add(SelectItem item) {
        switch (item) {
            case SelectItem.Computed computed -> {
                computed.alias().ifPresent(aliases::add);
                Expression bound = binder.bind(computed.expression());
                entries.add(new Entry(new Output.Computed(name(computed, bound), bound), false));
            }
            case SelectItem.AllFields(List<FieldPath> except) -> addAll(except);
            case SelectItem.SourceFields(String name) -> addSource(name);
            case SelectItem.Kept(FieldPath path) -> {
                if (scope().prefixed()) {
                    throw QueryError.about(
                            path.toString(),
                            ErrorCode.INVALID_QUERY,
                            "'" + path + "' cannot be kept at its place in rows of several sources",
                            "select it as a computed field");
                }
                entries.add(new Entry(new Output.Kept(scope().resolveOwn(path)), false));
            }
            case SelectItem.Placed(FieldPath path, Expression value) ->
                entries.add(new Entry(new Output.Placed(path, binder.bind(value)), false));
            case SelectItem.Root(Expression document) -> {
                open = true;
                entries.add(new Entry(new Output.Root(binder.bind(document)), false));
            }
        }
    }

    /** What the item is called: as written where its text holds more than its resolved form. */
    private String name(SelectItem.Computed item, Expression bound) {
        boolean element = bound instanceof Expression.Field(FieldPath path)
                && path.segments().getLast().equals(ElementRow.SELF.segments().getFirst());
        boolean asWritten = element || item.alias().isPresent() || Subqueries.in(item.expression());
        return ColumnNames.of(asWritten ? item : new SelectItem.Computed(bound, Optional.empty()));
    }

    private void addAll(List<FieldPath> except) {
        if (!scope().prefixed()) {
            scope().sources().forEach(source -> open |= source.columns().open());
            entries.add(new Entry(
                    new Output.AllFields(except.stream()
                            .map(path -> scope().resolveOwn(path))
                            .toList()),
                    true));
            return;
        }
        if (!except.isEmpty()) {
            throw QueryError.about(
                    except.getFirst().toString(),
                    ErrorCode.INVALID_QUERY,
                    "'" + except.getFirst() + "' cannot be left out of the rows of several sources",
                    "name the fields that are wanted");
        }
        scope().sources().forEach(this::addFields);
    }

    private void addSource(String name) {
        ScopeSource source = scope().source(name).orElseThrow(() -> unknown(name));
        if (!scope().prefixed()) {
            addAll(List.of());
        } else if (source.kind() == ScopeSource.Kind.ELEMENTS) {
            open = true;
            entries.add(new Entry(new Output.SourceFields(name, Set.of()), true));
        } else {
            addFields(source);
        }
    }

    private void addFields(ScopeSource source) {
        switch (source.kind()) {
            case ELEMENTS -> addField(source.name(), FieldPath.of(source.name(), ElementRow.SELF.root()));
            case COLLECTION, QUERY -> {
                if (source.columns().open()) {
                    open = true;
                    entries.add(new Entry(new Output.SourceFields(source.name(), Set.of()), true));
                } else {
                    source.columns().names().forEach(field -> addField(field, FieldPath.of(source.name(), field)));
                }
            }
        }
    }

    private void addField(String name, FieldPath path) {
        entries.add(new Entry(new Output.Computed(name, new Expression.Field(path)), true));
    }

    private QueryError unknown(String name) {
        String known = scope().sources().stream().map(ScopeSource::name).collect(Collectors.joining(", "));
        return QueryError.about(
                name,
                ErrorCode.INVALID_QUERY,
                "there is no source '" + name + "' to take all fields of",
                known.isEmpty() ? "name one behind FROM" : "the sources are " + known);
    }

    private Named named() {
        SortedMap<Integer, Output> outputs = new TreeMap<>();
        Set<String> taken = new HashSet<>();
        nameAll(false, outputs, taken);
        nameAll(true, outputs, taken);
        List<Output> inOrder = List.copyOf(outputs.values());
        return new Named(inOrder, columns(inOrder));
    }

    private void nameAll(boolean fromStar, SortedMap<Integer, Output> outputs, Set<String> taken) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.fromStar() != fromStar) {
                continue;
            }
            switch (entry.output()) {
                case Output.Computed(String wanted, Expression expression) -> {
                    if (!fromStar || !aliases.contains(wanted)) {
                        outputs.put(i, new Output.Computed(free(wanted, taken), expression));
                    }
                }
                case Output.SourceFields fields -> outputs.put(i, new Output.SourceFields(fields.source(), aliases));
                case Output.Kept kept -> {
                    taken.add(kept.path().root());
                    outputs.put(i, kept);
                }
                // What is placed goes into a field that others have made.
                case Output.Placed _, Output.AllFields _, Output.Root _ -> outputs.put(i, entry.output());
            }
        }
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }

    private Columns columns(List<Output> outputs) {
        Set<String> names = new LinkedHashSet<>();
        for (Output output : outputs) {
            switch (output) {
                case Output.Computed computed -> names.add(computed.name());
                case Output.Kept kept -> names.add(kept.path().root());
                case Output.AllFields(List<FieldPath> except) ->
                    scope().sources()
                            .forEach(source -> source.columns().names().stream()
                                    .filter(name -> !except.contains(FieldPath.of(name)))
                                    .forEach(names::add));
                case Output.Placed placed -> names.add(placed.path().root());
                case Output.SourceFields _, Output.Root _ -> {}
            }
        }
        return new Columns(List.copyOf(names), open);
    }
}
