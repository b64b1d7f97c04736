package io.lumadb.query.jql.reader;

import io.lumadb.query.jql.text.Node;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;

/** Reads {@code {"$lql": "stock / 100"}}: a value of one document as LQL computes it. */
final class LqlReader {

    private static final String EXAMPLE = "write {\"$lql\": \"stock / 100\"}";

    private final Reading reading;

    LqlReader(Reading reading) {
        this.reading = reading;
    }

    Expression read(Node.Member member) {
        Node value = member.value();
        String written = reading.values().string(value, "the LQL of $lql");
        Expression expression = parsed(written, value);
        if (ExpressionMapping.any(expression, LqlReader::isBeyondOneDocument)) {
            throw reading.text()
                    .syntax(
                            "$lql computes a value of one document, without subqueries, aggregates and windows",
                            value,
                            EXAMPLE);
        }
        return new Expression.SqlValue(expression);
    }

    private Expression parsed(String written, Node value) {
        try {
            return LqlLanguage.parseExpression(written);
        } catch (QueryError e) {
            throw new QueryError(
                    e.code(),
                    "the LQL of $lql: " + e.detail(),
                    reading.text().position(value),
                    e.hint().orElse(EXAMPLE));
        }
    }

    private static boolean isBeyondOneDocument(Expression part) {
        return Expressions.isQuery(part) || part instanceof Expression.Aggregate || part instanceof Expression.Window;
    }
}
