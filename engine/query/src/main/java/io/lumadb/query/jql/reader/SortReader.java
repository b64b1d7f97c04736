package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code {"price": -1, "name": 1}}. */
final class SortReader {

    private final Reading reading;

    SortReader(Reading reading) {
        this.reading = reading;
    }

    List<SortKey> read(Node node) {
        List<SortKey> keys = new ArrayList<>();
        for (Node.Member member : reading.values().object(node, "a sort order").list()) {
            boolean descending = descending(member.name(), member.value());
            keys.add(new SortKey(
                    new Expression.Field(reading.values().fixedPath(member.name(), member)),
                    descending,
                    Optional.empty()));
        }
        return keys;
    }

    boolean descending(String field, Node direction) {
        return switch (direction) {
            case Node.Scalar(Value.Int64(long sign), int _, int _) when Math.abs(sign) == 1 -> sign < 0;
            case Node.Scalar(Value.Float64(double sign), int _, int _) when Math.abs(sign) == 1 -> sign < 0;
            case Node.Members members
            when members.find("$meta").isPresent() ->
                throw reading.text()
                        .notBuilt("sorting by $meta", members.find("$meta").orElseThrow(), null);
            default ->
                throw reading.text()
                        .syntax("the direction of \"" + field + "\" is 1 or -1", direction, "1 sorts up, -1 down");
        };
    }
}
