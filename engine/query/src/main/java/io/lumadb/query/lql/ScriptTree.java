package io.lumadb.query.lql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * The pieces of a script that a formatter moves around: words and signs in their order, and what stands between two brackets
 * as one piece. Comments are pieces too; white space is not.
 */
final class ScriptTree {

    private ScriptTree() {}

    sealed interface Piece {

        /**
         * A word, sign, literal or comment.
         *
         * @param text as it is to be written: keywords in upper case, everything else as it was
         * @param apart white space stood before it
         * @param ownLine a line began before it
         */
        record Leaf(int type, String text, boolean apart, boolean ownLine, Role role) implements Piece {

            boolean comment() {
                return role == Role.COMMENT;
            }

            boolean keyword() {
                return role == Role.KEYWORD || role == Role.SEPARATOR;
            }

            /** AND or OR between two conditions. */
            boolean separator() {
                return role == Role.SEPARATOR;
            }

            /** Whether it is this keyword. */
            boolean is(int keywordType) {
                return keyword() && type == keywordType;
            }
        }

        /** What the parser took a token for. */
        enum Role {
            KEYWORD,
            /** AND or OR between two conditions. */
            SEPARATOR,
            /** Between two operands. */
            INFIX,
            COMMENT,
            /** A name, also one that is spelt like a keyword, a literal, a bracket, a sign before an operand. */
            OTHER
        }

        /** What stands between two brackets, with them. */
        record Group(Leaf open, List<Piece> inner, Leaf close) implements Piece {}
    }

    /** The pieces of a script that parses. {@code script}: its parse tree over {@code tokens}. */
    static List<Piece> of(ParseTree script, CommonTokenStream tokens) {
        Roles roles = new Roles();
        roles.visit(script);
        Deque<List<Piece>> levels = new ArrayDeque<>();
        Deque<Piece.Leaf> opened = new ArrayDeque<>();
        levels.push(new ArrayList<>());
        boolean apart = false;
        boolean line = true;
        for (Token token : tokens.getTokens()) {
            if (token.getType() == Token.EOF) {
                break;
            }
            if (token.getType() == LqlLexer.SPACE) {
                apart = true;
                line |= token.getText().indexOf('\n') >= 0;
                continue;
            }
            Piece.Leaf leaf = roles.leaf(token, apart, line);
            switch (token.getType()) {
                case LqlLexer.LEFT_PAREN, LqlParser.QUERY_PAREN, LqlLexer.LEFT_BRACKET, LqlLexer.LEFT_BRACE -> {
                    opened.push(leaf);
                    levels.push(new ArrayList<>());
                }
                case LqlLexer.RIGHT_PAREN, LqlLexer.RIGHT_BRACKET, LqlLexer.RIGHT_BRACE -> {
                    List<Piece> inner = levels.pop();
                    levels.element().add(new Piece.Group(opened.pop(), inner, leaf));
                }
                default -> levels.element().add(leaf);
            }
            apart = false;
            line = token.getType() == LqlLexer.LINE_COMMENT && token.getText().endsWith("\n");
        }
        return levels.element();
    }

    /** What the parser took each token for. */
    private static final class Roles {
        private final Map<Integer, Piece.Role> known = new HashMap<>();

        void visit(ParseTree tree) {
            Deque<ParseTree> open = new ArrayDeque<>();
            open.push(tree);
            while (!open.isEmpty()) {
                ParseTree at = open.pop();
                if (at instanceof TerminalNode terminal) {
                    note(terminal.getSymbol(), terminal.getParent());
                }
                for (int i = 0; i < at.getChildCount(); i++) {
                    open.push(at.getChild(i));
                }
            }
        }

        private void note(Token token, ParseTree parent) {
            Piece.Role role = switch (parent) {
                case LqlParser.UnreservedWordContext _,
                        LqlParser.ReservedWordContext _,
                        LqlParser.SpecialFunctionContext _ -> Piece.Role.OTHER;
                // * EXCEPT (…) and LEFT(…) begin no clause.
                case LqlParser.FunctionNameContext _ -> Piece.Role.OTHER;
                case LqlParser.ConjunctionContext _, LqlParser.ExpressionContext _ -> Piece.Role.SEPARATOR;
                case LqlParser.SumOperatorContext _,
                        LqlParser.ProductOperatorContext _,
                        LqlParser.ComparisonOperatorContext _,
                        LqlParser.AssignmentContext _ -> Piece.Role.INFIX;
                default ->
                    TokenNames.isKeyword(token.getType())
                                    && !(parent instanceof LqlParser.SelectItemContext
                                            && token.getType() == LqlLexer.EXCEPT)
                            ? Piece.Role.KEYWORD
                            : Piece.Role.OTHER;
            };
            known.put(token.getTokenIndex(), role);
        }

        Piece.Leaf leaf(Token token, boolean apart, boolean line) {
            boolean comment = token.getType() == LqlLexer.LINE_COMMENT || token.getType() == LqlLexer.BLOCK_COMMENT;
            Piece.Role role =
                    comment ? Piece.Role.COMMENT : known.getOrDefault(token.getTokenIndex(), Piece.Role.OTHER);
            boolean upper = role == Piece.Role.KEYWORD || role == Piece.Role.SEPARATOR;
            String text = upper ? LqlLexer.VOCABULARY.getSymbolicName(token.getType()) : token.getText();
            return new Piece.Leaf(token.getType(), comment ? text.strip() : text, apart, line, role);
        }
    }
}
