package io.lumadb.query.lql;

import io.lumadb.query.lql.ScriptTree.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * Lays a script out for people: keywords in upper case, a clause a line, what is too wide broken at its commas or its ANDs.
 * Words, literals and comments stay as they are, so that the script means what it meant. Stateless.
 */
public final class LqlFormatter {

    /** Columns. */
    private static final int WIDEST = 100;

    private static final int STEP = 2;

    private LqlFormatter() {}

    /**
     * The same script, laid out; formatting that again changes nothing.
     *
     * @throws io.lumadb.query.language.QueryError where the script does not parse
     */
    public static String format(String script) {
        LqlLexer lexer = new LqlLexer(CharStreams.fromString(script));
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        LqlParser parser = LqlLanguage.parser(script, lexer, tokens);
        List<Piece> pieces = ScriptTree.of(parser.script(), tokens);
        StringBuilder text = new StringBuilder();
        List<Piece> statement = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Leaf leaf && leaf.type() == LqlLexer.SEMICOLON) {
                append(text, statement);
                text.append(endsInLineComment(statement) ? "\n;" : ";");
                statement = new ArrayList<>();
            } else if (piece instanceof Piece.Leaf leaf && leaf.comment() && !leaf.ownLine() && statement.isEmpty()) {
                // A remark behind the semicolon of its statement.
                text.append(' ').append(leaf.text());
            } else {
                statement.add(piece);
            }
        }
        append(text, statement);
        return text.append(script.endsWith("\n") && !text.isEmpty() ? "\n" : "").toString();
    }

    private static void append(StringBuilder text, List<Piece> statement) {
        if (statement.isEmpty()) {
            return;
        }
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
        text.append(query(statement, 0));
    }

    private static boolean endsInLineComment(List<Piece> pieces) {
        return !pieces.isEmpty() && pieces.getLast() instanceof Piece.Leaf leaf && leaf.type() == LqlLexer.LINE_COMMENT;
    }

    /** A statement or a subquery: one clause below the other. */
    private static String query(List<Piece> pieces, int indent) {
        List<String> lines = new ArrayList<>();
        for (List<Piece> clause : Clauses.of(pieces)) {
            lines.add(line(clause, indent));
        }
        return String.join("\n" + " ".repeat(indent), lines);
    }

    private static String line(List<Piece> clause, int indent) {
        Optional<String> one = oneLine(clause);
        return one.isPresent() && indent + one.get().length() <= WIDEST ? one.get() : broken(clause, indent);
    }

    /** The pieces on one line; none when a comment needs a line of its own. */
    private static Optional<String> oneLine(List<Piece> pieces) {
        StringBuilder line = new StringBuilder();
        Piece before = null;
        for (Piece piece : pieces) {
            String text = switch (piece) {
                case Piece.Leaf leaf -> leaf.text();
                case Piece.Group group ->
                    oneLine(group.inner())
                            .map(inner ->
                                    group.open().text() + inner + group.close().text())
                            .orElse("");
            };
            boolean needsLine = piece instanceof Piece.Leaf leaf
                    && (leaf.type() == LqlLexer.LINE_COMMENT || leaf.comment() && leaf.ownLine());
            if (text.isEmpty() || needsLine) {
                return Optional.empty();
            }
            if (before != null && Spacing.between(before, piece)) {
                line.append(' ');
            }
            line.append(text);
            before = piece;
        }
        return Optional.of(line.toString());
    }

    /** The pieces over several lines: a new one behind each comma and before each AND and OR. */
    private static String broken(List<Piece> pieces, int indent) {
        String margin = "\n" + " ".repeat(indent + STEP);
        boolean onlyConditions = pieces.stream().anyMatch(LqlFormatter::separates);
        StringBuilder text = new StringBuilder();
        Piece before = null;
        for (Piece piece : pieces) {
            boolean newLine = before != null
                    && (piece instanceof Piece.Leaf leaf && (leaf.separator() || leaf.comment() && leaf.ownLine())
                            || before instanceof Piece.Leaf last && last.type() == LqlLexer.LINE_COMMENT
                            || !onlyConditions && isComma(before) && !remark(piece)
                            || behindRemark(before) && !onlyConditions);
            if (newLine) {
                text.append(margin);
            } else if (before != null && Spacing.between(before, piece)) {
                text.append(' ');
            }
            text.append(
                    switch (piece) {
                        case Piece.Leaf leaf -> leaf.text();
                        case Piece.Group group -> group(group, indent + STEP, column(text));
                    });
            before = piece;
        }
        return text.toString();
    }

    private static boolean separates(Piece piece) {
        return piece instanceof Piece.Leaf leaf && leaf.separator();
    }

    private static boolean isComma(Piece piece) {
        return piece instanceof Piece.Leaf leaf && leaf.type() == LqlLexer.COMMA;
    }

    /** A comment behind something on its line. */
    private static boolean remark(Piece piece) {
        return piece instanceof Piece.Leaf leaf && leaf.comment() && !leaf.ownLine();
    }

    private static boolean behindRemark(Piece piece) {
        return piece instanceof Piece.Leaf leaf && leaf.type() == LqlLexer.BLOCK_COMMENT && leaf.ownLine();
    }

    private static int column(StringBuilder text) {
        return text.length() - (text.lastIndexOf("\n") + 1);
    }

    private static String group(Piece.Group group, int indent, int column) {
        Optional<String> one = oneLine(group.inner());
        if (one.isPresent() && column + one.get().length() + 2 <= WIDEST) {
            return group.open().text() + one.get() + group.close().text();
        }
        String inner =
                Clauses.isQuery(group.inner()) ? query(group.inner(), indent + STEP) : broken(group.inner(), indent);
        return group.open().text() + "\n" + " ".repeat(indent + STEP) + inner + "\n" + " ".repeat(indent)
                + group.close().text();
    }
}
