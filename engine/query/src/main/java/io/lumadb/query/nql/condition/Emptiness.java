package io.lumadb.query.nql.condition;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.FieldTypes;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expressions;
import java.util.List;

/**
 * What it means that a field is empty, or that a document is without it: there is nothing, or the text without letters where the
 * field holds texts, or the list without elements where it holds lists. Among other kinds of values neither can be told by one
 * condition that is either true or false, so that it is refused.
 */
final class Emptiness {

    private static final String TEXT = "string";
    private static final String LIST = "array";

    private final Words words;
    private final NameResolver names;

    Emptiness(Words words, NameResolver names) {
        this.words = words;
        this.names = names;
    }

    /** @param said the word that says so, for the refusal of a field with values of several kinds */
    Expression of(FieldPath path, Word said) {
        Expression field = new Expression.Field(path);
        Expression nothing = new Expression.IsNull(field);
        FieldTypes types = names.types();
        if (types.isText(path)) {
            return Expressions.or(List.of(nothing, is(field, Value.of(""))));
        }
        if (types.isList(path)) {
            return Expressions.or(List.of(nothing, is(field, new Value.Array(List.of()))));
        }
        if (types.has(path, TEXT) || types.has(path, LIST)) {
            throw QueryError.syntax(
                    "'" + path + "' holds values of several kinds, and each is empty in its own way",
                    words.position(said),
                    "write " + path + " is null, or " + path + " is \"\", or " + path + " is []");
        }
        return nothing;
    }

    private static Expression is(Expression field, Value value) {
        return new Comparison(ComparisonOperator.EQUAL, field, new Expression.Literal(value));
    }
}
