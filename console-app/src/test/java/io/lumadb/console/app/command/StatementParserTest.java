package io.lumadb.console.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.query.text.QueryLanguage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    LQL | DELETE FROM c                              | false
                    LQL | DELETE FROM c;                             | true
                    LQL | DELETE FROM c; -- all of it                | true
                    LQL | SELECT ';' AS a                            | false
                    LQL | SELECT 1 AS a -- not yet;                  | false
                    LQL | 'DELETE FROM c\\n'                         | true
                    LQL | \\nql                                      | true
                    LQL | quit                                       | true
                    LQL | EXIT                                       | true
                    NQL | count products                             | true
                    JQL | '{"find": "c",'                            | false
                    JQL | '{"find": "c", "filter": {"a": "}"}'       | false
                    JQL | '{"find": "c", "filter": {"a": "{"}}'      | true
                    """)
    void tellsWhereAStatementEnds(QueryLanguage language, String text, boolean whole) {
        assertThat(StatementParser.isWhole(language, text.replace("\\n", "\n").replace("\nql", "\\nql")))
                .isEqualTo(whole);
    }
}
