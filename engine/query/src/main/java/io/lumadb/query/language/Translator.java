package io.lumadb.query.language;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a text of one language in another. The statement stays the same; where the languages' matching rules read it
 * differently, a note says which fields that is about. Stateless and thread-safe.
 */
public final class Translator {

    private final Languages languages;

    public Translator(Languages languages) {
        this.languages = languages;
    }

    /** @param notes one sentence for each difference in meaning; empty when there is none */
    public record Translated(String text, List<String> notes) {
        public Translated {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Translates.
     *
     * @throws QueryError when the text cannot be read, or the target has no words for something in it
     */
    public Translated translate(Language from, Language to, String text, Names names) {
        Statement statement = languages.of(from).parse(text, names);
        MatchingRules source = rules(from);
        MatchingRules target = rules(to);
        if (source == target) {
            return new Translated(languages.of(to).print(statement), List.of());
        }
        List<String> notes = new ArrayList<>();
        note(statement, from, to, notes);
        Statement moved = switch (target) {
            case SQL -> MatchingForms.sql(StatementMapping.expressions(statement, Translator::withSubscripts));
            case DOCUMENT -> MatchingForms.document(statement);
        };
        return new Translated(languages.of(to).print(moved), notes);
    }

    private static MatchingRules rules(Language language) {
        return switch (language) {
            case LQL, NQL -> MatchingRules.SQL;
            case JQL -> MatchingRules.DOCUMENT;
        };
    }

    /** {@code tags.0} is an element in MongoDB's rules; in SQL's it is {@code tags[0]}. */
    private static Expression withSubscripts(Expression expression) {
        return ExpressionMapping.fields(expression, path -> new Expression.Field(withSubscripts(path)));
    }

    private static FieldPath withSubscripts(FieldPath path) {
        List<FieldPath.Segment> segments = new ArrayList<>();
        for (FieldPath.Segment segment : path.segments()) {
            boolean position = !segments.isEmpty()
                    && segment instanceof FieldPath.Field(String name)
                    && name.matches("[0-9]{1,9}");
            segments.add(
                    position && segment instanceof FieldPath.Field(String name)
                            ? new FieldPath.Subscript(Integer.parseInt(name))
                            : segment);
        }
        return new FieldPath(segments);
    }

    private static void note(Statement statement, Language from, Language to, List<String> notes) {
        Set<String> compared = new TreeSet<>();
        Set<String> denied = new TreeSet<>();
        Set<String> positions = new TreeSet<>();
        StatementMapping.visit(statement, part -> {
            compared(part).forEach(field -> compared.add(field));
            denied(part).forEach(field -> denied.add(field));
            if (part instanceof Expression.Field(FieldPath path)
                    && !withSubscripts(path).equals(path)) {
                positions.add(path.toString());
            }
        });
        boolean fromDocument = from == Language.JQL;
        String sql = (fromDocument ? to : from).name();
        Set<String> unwound = new TreeSet<>();
        Set<String> summed = new TreeSet<>();
        Set<String> gathered = new TreeSet<>();
        StatementMapping.visit(statement, part -> {
            if (part instanceof Expression.Aggregate aggregate
                    && aggregate.operand().isPresent()) {
                switch (aggregate.function()) {
                    case SUM -> summed.add(LqlLanguage.print(aggregate.operand().get()));
                    case ARRAY_AGG ->
                        gathered.add(LqlLanguage.print(aggregate.operand().get()));
                    case COUNT, AVG, MIN, MAX, STDDEV, VARIANCE, FIRST, LAST, STRING_AGG, MEDIAN, PERCENTILE -> {}
                }
            }
        });
        distinct(statement)
                .ifPresent(path -> notes.add("Where " + path + " holds an array, JQL gives each of its elements, and"
                        + " where it is missing nothing; " + sql + " gives the whole array, and NULL."));
        PipelineForms.arrays(statement).forEach(path -> unwound.add(path.toString()));
        if (!unwound.isEmpty()) {
            notes.add("Where " + joined(unwound) + " holds no array, JQL gives the value itself; " + sql
                    + "'s UNNEST gives no row.");
        }
        if (!summed.isEmpty()) {
            notes.add("Where no " + joined(summed) + " is a number, the sum is 0 in JQL, but NULL in " + sql + ".");
        }
        if (!gathered.isEmpty()) {
            notes.add("Documents without " + joined(gathered) + " add nothing to the array in JQL, but NULL in " + sql
                    + ".");
        }
        if (!compared.isEmpty()) {
            notes.add("Where " + joined(compared) + " " + (compared.size() == 1 ? "holds" : "hold")
                    + " an array, JQL also matches when one of its elements fits; " + sql
                    + " compares the whole value.");
        }
        if (!denied.isEmpty()) {
            notes.add("Documents without " + joined(denied) + " match the negated condition in JQL, but not in " + sql
                    + ", where comparing a missing field is neither true nor false.");
        }
        if (fromDocument && !positions.isEmpty()) {
            notes.add(joined(positions) + " became a subscript: in JQL the number may also be the name of a field.");
        }
    }

    /** The path whose values are asked for, each once. */
    private static Optional<FieldPath> distinct(Statement statement) {
        return StatementMapping.rules(statement, MatchingRules.DOCUMENT) instanceof Statement.Select select
                ? DistinctForm.path(select)
                : Optional.empty();
    }

    private static String joined(Set<String> fields) {
        return String.join(", ", fields);
    }

    /** The fields whose array elements MongoDB's rules would try one by one. */
    private static List<String> compared(Expression part) {
        return switch (part) {
            case Expression.Comparison(ComparisonOperator _, Expression left, Expression right) ->
                left instanceof Expression.Field ? names(left) : names(right);
            case Expression.In(Expression operand, var _) -> names(operand);
            case Expression.Between(Expression operand, var _, var _) -> names(operand);
            case Expression.TextMatch(var _, Expression operand, var _) -> names(operand);
            case Expression.IsNull(Expression operand) -> names(operand);
            case Expression.IsMissing(Expression operand) -> nested(operand);
            default -> List.of();
        };
    }

    private static List<String> names(Expression operand) {
        boolean id = operand instanceof Expression.Field(FieldPath path) && path.equals(FieldPath.of(Document.ID));
        return !id && operand instanceof Expression.Field(FieldPath path) ? List.of(path.toString()) : List.of();
    }

    private static List<String> nested(Expression operand) {
        return operand instanceof Expression.Field(FieldPath path) && !path.isTopLevel()
                ? List.of(path.toString())
                : List.of();
    }

    /** The fields of conditions that hold in MongoDB's rules when the field is missing and in SQL's do not. */
    private static List<String> denied(Expression part) {
        return switch (part) {
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression _)
            when operator == ComparisonOperator.NOT_EQUAL -> names(left);
            case Expression.Not(Expression operand) -> {
                List<String> fields = new ArrayList<>();
                ExpressionMapping.visit(operand, inner -> {
                    if (!(inner instanceof Expression.IsNull) && !(inner instanceof Expression.IsMissing)) {
                        fields.addAll(compared(inner));
                    }
                });
                yield fields;
            }
            default -> List.of();
        };
    }
}
