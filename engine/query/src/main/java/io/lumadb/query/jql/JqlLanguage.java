package io.lumadb.query.jql;

import io.lumadb.query.jql.printer.CommandPrinter;
import io.lumadb.query.jql.reader.CommandReader;
import io.lumadb.query.jql.text.JsonLayout;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import java.util.List;

/** JQL: JSON commands in MongoDB's style. */
public final class JqlLanguage implements QueryLanguage {

    @Override
    public Statement parse(String text, Names names) {
        JsonText json = new JsonText(text);
        return new CommandReader(text, json).read(json.read());
    }

    @Override
    public String print(Statement statement) {
        return JsonLayout.print(new CommandPrinter().print(statement));
    }

    /** The names of all commands. */
    public static List<String> commands() {
        return CommandReader.COMMANDS;
    }

    /** Whether a filter can say a condition by an operator under a field, rather than by {@code $expr}. */
    public static boolean isFieldTest(Expression condition) {
        return CommandPrinter.isFieldTest(condition);
    }

    /** All operators of filters. */
    public static List<String> operators() {
        return Operators.FIELD_OPERATORS;
    }
}
