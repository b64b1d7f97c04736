package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import java.util.Map;
import java.util.Optional;

/** Writes reads: count, distinct and find where they suffice, an aggregation pipeline otherwise. */
final class SelectPrinter {

    Value.Obj print(Statement.Select select) {
        Source source = select.from()
                .orElseThrow(() -> QueryError.untranslatable(
                        Language.JQL, "SELECT without FROM", "every command names a collection"));
        if (!(source instanceof Source.Collection(String collection, var _))) {
            return Pipeline.of(select).command();
        }
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
        boolean limited = !select.limit().equals(Optional.of(new Expression.Literal(Value.of(0))));
        boolean finds = limited
                && !GroupPrinter.isGrouped(select)
                && ProjectionPrinter.isProjection(select.items())
                && !LookupPrinter.looks(select)
                && select.orderBy().stream().allMatch(key -> key.expression() instanceof Expression.Field);
        return finds ? find(collection, select) : Pipeline.of(select).command();
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
}
