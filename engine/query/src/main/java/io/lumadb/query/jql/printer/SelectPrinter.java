package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.Aggregates;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes reads: count, distinct and find where they suffice, an aggregation pipeline otherwise. */
final class SelectPrinter {

    Value.Obj print(Statement.Select select) {
        String collection = select.from()
                .map(SelectPrinter::collection)
                .orElseThrow(() -> QueryError.untranslatable(
                        Language.JQL, "SELECT without FROM", "every command names a collection"));
        boolean plain = select.orderBy().isEmpty()
                && select.limit().isEmpty()
                && select.offset().isEmpty()
                && select.groupBy().isEmpty()
                && select.having().isEmpty();
        if (plain && select.items().size() == 1 && select.items().getFirst() instanceof SelectItem.Computed only) {
            Optional<Value.Obj> brief = brief(collection, select, only);
            if (brief.isPresent()) {
                return brief.get();
            }
        }
        boolean grouped = !select.groupBy().isEmpty()
                || select.having().isPresent()
                || select.items().stream().anyMatch(SelectPrinter::isAggregated);
        if (grouped) {
            return new GroupPrinter(select).print(collection);
        }
        boolean addsFields =
                select.items().size() > 1 && select.items().stream().anyMatch(SelectItem.AllFields.class::isInstance);
        return addsFields ? addFields(collection, select) : find(collection, select);
    }

    private static String collection(Source source) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> _) -> name;
            case Source.Derived _, Source.Unnest _, Source.Join _ -> throw Unspoken.construct(source);
        };
    }

    private static Optional<Value.Obj> brief(String collection, Statement.Select select, SelectItem.Computed only) {
        String name = ColumnNames.of(only);
        boolean counts = only.expression() instanceof Expression.Aggregate aggregate
                && aggregate.function() == AggregateFunction.COUNT
                && aggregate.operand().isEmpty()
                && !aggregate.distinct()
                && aggregate.filter().isEmpty();
        if (counts && name.equals("count") && !select.distinct()) {
            Map<String, Value> command = CommandPrinter.command("count", collection);
            CommandPrinter.putFilter(command, select.where());
            return Optional.of(new Value.Obj(command));
        }
        if (select.distinct()
                && name.equals("value")
                && only.expression() instanceof Expression.Field(FieldPath path)) {
            Map<String, Value> command = CommandPrinter.command("distinct", collection);
            command.put("key", Value.of(Fields.path(path)));
            CommandPrinter.putFilter(command, select.where());
            return Optional.of(new Value.Obj(command));
        }
        return Optional.empty();
    }

    static boolean isAggregated(SelectItem item) {
        return item instanceof SelectItem.Computed(Expression expression, var _)
                && !Aggregates.in(expression).isEmpty();
    }

    private static Value.Obj find(String collection, Statement.Select select) {
        Map<String, Value> command = CommandPrinter.command("find", collection);
        CommandPrinter.putFilter(command, select.where());
        Value.Obj projection = ProjectionPrinter.projection(select.items());
        if (!projection.fields().isEmpty()) {
            command.put("projection", projection);
        }
        if (select.distinct()) {
            command.put("distinct", Value.TRUE);
        }
        CommandPrinter.putSort(command, select.orderBy());
        CommandPrinter.putRows(command, "skip", select.offset());
        CommandPrinter.putRows(command, "limit", select.limit());
        return new Value.Obj(command);
    }

    private static Value.Obj addFields(String collection, Statement.Select select) {
        if (select.distinct() || !ProjectionPrinter.isAddition(select.items())) {
            throw QueryError.untranslatable(
                    Language.JQL, "* beside these fields", "$addFields adds computed fields to whole documents");
        }
        List<Value> stages = new ArrayList<>();
        select.where().ifPresent(where -> stages.add(Fields.object("$match", FilterPrinter.print(where))));
        stages.add(Fields.object("$addFields", ProjectionPrinter.addition(select.items())));
        return pipeline(collection, stages, select);
    }

    /** Adds the stages that end every pipeline. */
    static Value.Obj pipeline(String collection, List<Value> stages, Statement.Select select) {
        if (!select.orderBy().isEmpty()) {
            stages.add(Fields.object("$sort", CommandPrinter.sort(select.orderBy())));
        }
        range(stages, select);
        return Fields.of("aggregate", Value.of(collection), "pipeline", new Value.Array(stages));
    }

    static void range(List<Value> stages, Statement.Select select) {
        select.offset().flatMap(FilterPrinter::value).ifPresent(rows -> stages.add(Fields.object("$skip", rows)));
        select.limit().flatMap(FilterPrinter::value).ifPresent(rows -> stages.add(Fields.object("$limit", rows)));
    }
}
