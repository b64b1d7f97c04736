package io.lumadb.query.language;

import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Statement document = target == MatchingRules.DOCUMENT ? MatchingForms.document(statement) : statement;
        Map<Difference, Set<String>> differences = Differences.of(document);
        if (target == MatchingRules.SQL) {
            Set<String> positions = positions(statement);
            if (!positions.isEmpty()) {
                differences.put(Difference.POSITIONS, positions);
            }
        }
        String sql = (target == MatchingRules.SQL ? to : from).name();
        List<String> notes = differences.entrySet().stream()
                .map(entry -> entry.getKey().note(entry.getValue(), sql))
                .toList();
        Statement moved = switch (target) {
            case SQL -> MatchingForms.sql(StatementMapping.expressions(statement, Translator::withSubscripts));
            case DOCUMENT -> document;
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

    /** The paths whose steps of digits become subscripts. */
    private static Set<String> positions(Statement statement) {
        Set<String> positions = new TreeSet<>();
        StatementMapping.visit(statement, part -> {
            if (part instanceof Expression.Field(FieldPath path)
                    && !withSubscripts(path).equals(path)) {
                positions.add(path.toString());
            }
        });
        return positions;
    }
}
