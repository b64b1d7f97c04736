package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.ArrayFilter;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the commands that change or delete documents: update, replace, delete and findAndModify. */
final class UpdateReader {

    private static final Optional<Expression> ONE = Optional.of(new Expression.Literal(Value.of(1)));

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    UpdateReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    private Keys keys(Node.Members command, List<String> changes, String... others) {
        List<String> known = new ArrayList<>(List.of(others));
        known.addAll(changes);
        return new Keys(text, command, others[0], known);
    }

    Statement update(Node.Members command, String collection) {
        Keys keys = keys(
                command,
                ChangeReader.KEYS,
                "update",
                "filter",
                "upsert",
                "sort",
                "limit",
                "arrayFilters",
                "returning",
                "image");
        List<Change> changes = changes(command);
        return update(command, collection, keys, changes, rows(keys), returning(keys, Image.AFTER));
    }

    /** Replaces the first match. */
    Statement replace(Node.Members command, String collection) {
        Keys keys = keys(command, List.of(), "replace", "filter", "document", "sort", "upsert", "returning", "image");
        Change replace = replacement(keys.require("document"));
        return update(command, collection, keys, List.of(replace), ONE, returning(keys, Image.AFTER));
    }

    Statement delete(Node.Members command, String collection) {
        Keys keys = keys(command, List.of(), "delete", "filter", "sort", "limit", "returning");
        return new Statement.Delete(
                MatchingRules.DOCUMENT,
                collection,
                filter(keys),
                sort(keys),
                rows(keys),
                returning(keys, Image.BEFORE));
    }

    /** Changes the first match in order and gives it back, as it was or with {@code "new": true} as it is. */
    Statement findAndModify(Node.Members command, String collection) {
        Keys keys = keys(
                command,
                ChangeReader.KEYS,
                "findAndModify",
                "filter",
                "sort",
                "remove",
                "document",
                "new",
                "upsert",
                "projection",
                "arrayFilters");
        boolean fresh = flag(keys, "new");
        Returning returning = new Returning(projection(keys, "projection"), fresh ? Image.AFTER : Image.BEFORE);
        Optional<Node> document = keys.find("document");
        boolean changing = command.list().stream().anyMatch(member -> ChangeReader.KEYS.contains(member.name()));
        if (flag(keys, "remove")) {
            if (changing || document.isPresent() || fresh || flag(keys, "upsert")) {
                throw text.syntax(
                        "\"remove\" stands beside a change, \"new\" or \"upsert\"",
                        command,
                        "a document is either changed or removed");
            }
            return new Statement.Delete(
                    MatchingRules.DOCUMENT, collection, filter(keys), sort(keys), ONE, Optional.of(returning));
        }
        if (document.isPresent() && changing) {
            throw text.syntax("\"document\" stands beside another change", command, "keep one of the two");
        }
        List<Change> changes = document.map(node -> List.of(replacement(node))).orElseGet(() -> changes(command));
        return update(command, collection, keys, changes, ONE, Optional.of(returning));
    }

    private Statement update(
            Node.Members command,
            String collection,
            Keys keys,
            List<Change> changes,
            Optional<Expression> limit,
            Optional<Returning> returning) {
        List<ArrayFilter> arrayFilters = new ArrayFilterReader(reading)
                .read(command.find("arrayFilters").map(Node.Member::value), changes, command);
        return new Statement.Update(
                MatchingRules.DOCUMENT,
                collection,
                changes,
                filter(keys),
                flag(keys, "upsert"),
                sort(keys),
                limit,
                arrayFilters,
                returning);
    }

    private List<Change> changes(Node.Members command) {
        List<Change> changes = new ChangeReader(reading).read(command);
        if (changes.isEmpty()) {
            throw text.syntax("the update changes nothing", command, "add \"set\": {\"field\": value}");
        }
        return changes;
    }

    private Change replacement(Node node) {
        Node.Members document = values.object(node, "a document");
        for (Node.Member member : document.list()) {
            if (member.isOperator() && !Values.isWrapper(document)) {
                throw text.syntax(
                        "the operator " + member.name() + " stands in a replacement",
                        member,
                        "a replacement is the whole document; use update to change fields");
            }
        }
        return new Change.Replace(values.value(document));
    }

    private Optional<Expression> filter(Keys keys) {
        return keys.find("filter").flatMap(new FilterReader(reading)::read);
    }

    private List<SortKey> sort(Keys keys) {
        return keys.find("sort").map(new SortReader(reading)::read).orElse(List.of());
    }

    private Optional<Expression> rows(Keys keys) {
        return keys.find("limit").map(this::limit);
    }

    /** To some of MongoDB's commands 0 means all, to others none: a change waits for what is meant. */
    private Expression limit(Node node) {
        Expression limit = values.count(node, "limit");
        if (limit.equals(new Expression.Literal(Value.of(0)))) {
            throw text.syntax("a \"limit\" of 0 changes nothing", node, "leave \"limit\" out to change every match");
        }
        return limit;
    }

    private boolean flag(Keys keys, String key) {
        return keys.find(key).map(node -> values.flag(node, key)).orElse(false);
    }

    private List<SelectItem> projection(Keys keys, String key) {
        return keys.find(key)
                .map(new ProjectionReader(reading)::read)
                .orElse(List.of(new SelectItem.AllFields(List.of())));
    }

    /** {@code "returning": {projection}} is LumaDB's own: what the documents were before or are behind the command. */
    private Optional<Returning> returning(Keys keys, Image standard) {
        if (keys.find("returning").isEmpty()) {
            return Optional.empty();
        }
        Image image = keys.find("image")
                .map(node -> switch (values.string(node, "before or after")) {
                    case "before" -> Image.BEFORE;
                    case "after" -> Image.AFTER;
                    default ->
                        throw text.syntax("an image is of before or after", node, "write \"before\" or \"after\"");
                })
                .orElse(standard);
        return Optional.of(new Returning(projection(keys, "returning"), image));
    }
}
