package io.lumadb.query.jql;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryLanguage;
import io.lumadb.query.statement.Statement;
import java.util.List;

/** JQL: JSON commands in MongoDB's style. */
public final class JqlLanguage implements QueryLanguage {

    @Override
    public Statement parse(String text, Names names) {
        JsonText json = new JsonText(text);
        return new CommandReader(json, new Values(text, json)).read(json.read());
    }

    @Override
    public String print(Statement statement) {
        return JsonLayout.print(new CommandPrinter().print(statement));
    }

    /** The names of all commands. */
    public static List<String> commands() {
        return CommandReader.COMMANDS;
    }

    /** All operators of filters. */
    public static List<String> operators() {
        return FilterReader.FIELD_OPERATORS;
    }
}
