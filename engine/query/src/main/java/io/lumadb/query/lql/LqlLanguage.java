package io.lumadb.query.lql;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/** LQL: SQL's words over documents. */
public final class LqlLanguage implements QueryLanguage {

    @Override
    public Statement parse(String text, Names names) {
        return new StatementReader(text).read(parser(text).singleStatement().statement());
    }

    /** Reads statements separated by semicolons. */
    public List<Statement> parseScript(String text) {
        return parser(text).script().statement().stream()
                .map(statement -> new StatementReader(text).read(statement))
                .toList();
    }

    /** Reads a condition or another expression on its own, such as a schema's CHECK. */
    public static Expression parseExpression(String text) {
        return new ExpressionReader(text, new Questions(), null)
                .read(parser(text).singleExpression().expression());
    }

    @Override
    public String print(Statement statement) {
        return new LqlPrinter().print(statement);
    }

    /**
     * The canonical text of an expression on its own, for names, plans and messages. Unlike a statement it always has
     * one: what only JQL can say is written like a function, {@code ANY_ELEMENT(items, qty > 5)}.
     */
    public static String print(Expression expression) {
        return ExpressionPrinter.describe(expression);
    }

    /**
     * An expression on its own as LQL that {@link #parseExpression} reads back.
     *
     * @throws io.lumadb.query.language.QueryError INVALID_QUERY naming what LQL has no words for
     */
    public static String printExpression(Expression expression) {
        return new ExpressionPrinter(Optional.empty()).print(expression);
    }

    /** All keywords, in upper case and in order. */
    public static List<String> keywords() {
        return TokenNames.allKeywords();
    }

    /** Whether a word has to be quoted to be a name. */
    public static boolean isReserved(String word) {
        return TokenNames.isReserved(word);
    }

    private static LqlParser parser(String text) {
        LqlLexer lexer = new StatementLexer(CharStreams.fromString(text));
        return parser(text, lexer, new CommonTokenStream(lexer));
    }

    /** A parser over the tokens of a lexer; its errors are said in words. */
    static LqlParser parser(String text, LqlLexer lexer, CommonTokenStream tokens) {
        lexer.removeErrorListeners();
        QueryParentheses.mark(tokens);
        Nesting.check(text, tokens);
        LqlParser parser = new LqlParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new SyntaxErrors(text));
        return parser;
    }
}
