package io.lumadb.console.app.command;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.StatementRange;
import io.lumadb.console.ui.query.text.Statements;
import java.util.List;

/** A text of one statement or several, as the console's editor tells them apart. */
final class Script {

    private Script() {}

    /** The statements in order; the text as it is where there are no two. */
    static List<String> statements(String language, String text) {
        List<StatementRange> ranges = Statements.split(QueryLanguage.ofWireName(language), text);
        return ranges.size() < 2
                ? List.of(text)
                : ranges.stream().map(StatementRange::text).toList();
    }
}
