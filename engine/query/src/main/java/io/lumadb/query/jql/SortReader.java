package io.lumadb.query.jql;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code {"price": -1, "name": 1}}. */
final class SortReader {

    private final JsonText text;
    private final Values values;

    SortReader(JsonText text, Values values) {
        this.text = text;
        this.values = values;
    }

    List<SortKey> read(Node node) {
        List<SortKey> keys = new ArrayList<>();
        for (Node.Member member : values.object(node, "a sort order").list()) {
            boolean descending = descending(member);
            keys.add(new SortKey(
                    new Expression.Field(values.path(member.name(), member)), descending, Optional.empty()));
        }
        return keys;
    }

    boolean descending(Node.Member member) {
        return switch (member.value()) {
            case Node.Scalar(Value.Int64(long direction), int _, int _) when Math.abs(direction) == 1 -> direction < 0;
            default ->
                throw text.syntax(
                        "the direction of \"" + member.name() + "\" is 1 or -1", member.value(), "1 sorts up, -1 down");
        };
    }
}
