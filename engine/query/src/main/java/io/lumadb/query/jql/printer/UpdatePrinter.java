package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.ArrayFilter;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the commands that change or delete documents. */
final class UpdatePrinter {

    private static final Optional<Expression> ONE = Optional.of(new Expression.Literal(Value.of(1)));

    private UpdatePrinter() {}

    static Value.Obj update(Statement.Update update) {
        boolean givesOneBack = update.limit().equals(ONE) && update.returning().isPresent();
        if (givesOneBack) {
            return findAndModify(update);
        }
        if (update.changes().size() == 1 && update.changes().getFirst() instanceof Change.Replace replace) {
            return replace(update, replace);
        }
        Map<String, Value> command = CommandPrinter.command("update", update.collection());
        CommandPrinter.putFilter(command, update.where());
        ChangePrinter.put(command, update.changes());
        CommandPrinter.putFlag(command, "upsert", update.upsert());
        CommandPrinter.putSort(command, update.orderBy());
        CommandPrinter.putRows(command, "limit", update.limit());
        putArrayFilters(command, update.arrayFilters());
        putReturning(command, update.returning(), Image.AFTER);
        return new Value.Obj(command);
    }

    private static Value.Obj replace(Statement.Update update, Change.Replace replace) {
        if (!update.limit().equals(ONE)) {
            throw QueryError.untranslatable(
                    Language.JQL, "replacing more than one document", "replace takes the first match");
        }
        Map<String, Value> command = CommandPrinter.command("replace", update.collection());
        CommandPrinter.putFilter(command, update.where());
        command.put("document", document(replace));
        CommandPrinter.putSort(command, update.orderBy());
        CommandPrinter.putFlag(command, "upsert", update.upsert());
        return new Value.Obj(command);
    }

    private static Value document(Change.Replace replace) {
        return FilterPrinter.value(replace.document())
                .orElseThrow(() -> QueryError.untranslatable(
                        Language.JQL, "an expression in a replacement", "the values there stand for themselves"));
    }

    private static Value.Obj findAndModify(Statement.Update update) {
        Returning returning = update.returning().orElseThrow();
        Map<String, Value> command = CommandPrinter.command("findAndModify", update.collection());
        CommandPrinter.putFilter(command, update.where());
        CommandPrinter.putSort(command, update.orderBy());
        if (update.changes().size() == 1 && update.changes().getFirst() instanceof Change.Replace replace) {
            command.put("document", document(replace));
        } else {
            ChangePrinter.put(command, update.changes());
        }
        CommandPrinter.putFlag(command, "new", returning.image() == Image.AFTER);
        CommandPrinter.putFlag(command, "upsert", update.upsert());
        putProjection(command, "projection", returning.items());
        putArrayFilters(command, update.arrayFilters());
        return new Value.Obj(command);
    }

    static Value.Obj delete(Statement.Delete delete) {
        boolean givesOneBack = delete.limit().equals(ONE) && delete.returning().isPresent();
        Map<String, Value> command =
                CommandPrinter.command(givesOneBack ? "findAndModify" : "delete", delete.collection());
        CommandPrinter.putFilter(command, delete.where());
        CommandPrinter.putSort(command, delete.orderBy());
        if (givesOneBack) {
            command.put("remove", Value.TRUE);
            putProjection(
                    command, "projection", delete.returning().orElseThrow().items());
        } else {
            CommandPrinter.putRows(command, "limit", delete.limit());
            putReturning(command, delete.returning(), Image.BEFORE);
        }
        return new Value.Obj(command);
    }

    static void putReturning(Map<String, Value> command, Optional<Returning> returning, Image standard) {
        if (returning.isEmpty()) {
            return;
        }
        command.put("returning", projection(returning.get().items()));
        if (returning.get().image() != standard) {
            command.put("image", Value.of(returning.get().image() == Image.BEFORE ? "before" : "after"));
        }
    }

    private static void putProjection(Map<String, Value> command, String key, List<SelectItem> items) {
        Value.Obj projection = projection(items);
        if (!projection.fields().isEmpty()) {
            command.put(key, projection);
        }
    }

    private static Value.Obj projection(List<SelectItem> items) {
        if (!ProjectionPrinter.isProjection(items)) {
            throw QueryError.untranslatable(
                    Language.JQL,
                    "* beside other fields of a changed document",
                    "a projection keeps all or names them");
        }
        return ProjectionPrinter.projection(items);
    }

    private static void putArrayFilters(Map<String, Value> command, List<ArrayFilter> filters) {
        if (!filters.isEmpty()) {
            command.put(
                    "arrayFilters",
                    new Value.Array(filters.stream()
                            .<Value>map(filter -> named(FilterPrinter.print(filter.condition()), filter.name()))
                            .toList()));
        }
    }

    /** The filter with its paths starting at the element's name. */
    private static Value.Obj named(Value.Obj filter, String name) {
        Map<String, Value> named = new LinkedHashMap<>();
        filter.fields().forEach((key, operand) -> {
            if (operand instanceof Value.Array(List<Value> parts)
                    && List.of("$and", "$or", "$nor").contains(key)) {
                named.put(
                        key,
                        new Value.Array(parts.stream()
                                .<Value>map(part -> named((Value.Obj) part, name))
                                .toList()));
            } else if (key.startsWith("$")) {
                named.put(key, operand);
            } else {
                named.put(key.isEmpty() ? name : name + "." + key, operand);
            }
        });
        return new Value.Obj(named);
    }
}
