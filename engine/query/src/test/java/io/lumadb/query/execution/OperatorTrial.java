package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;

/**
 * What an expression operator gives: for each the ordinary, null and missing, the wrong type, arrays. The document, the
 * expression, and its value; a dash where the field is missing, a part of the message behind an exclamation mark where it is an
 * error.
 */
final class OperatorTrial {

    private final Bench bench;

    OperatorTrial(Bench bench) {
        this.bench = bench;
    }

    void check(String document, String expression, String expected) {
        bench.with("t", document.equals("{}") ? "{\"_id\": 1}" : "{\"_id\": 1, " + document.substring(1));
        String command =
                "{\"aggregate\": \"t\", \"pipeline\": [{\"$project\": {\"_id\": 0, \"v\": " + expression + "}}]}";
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> bench.jql(command))
                    .isInstanceOfSatisfying(
                            LumaException.class, e -> assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining(expected.substring(1));
        } else {
            Value value = bench.jql(command).getFirst().get("v");
            assertThat(value instanceof Value.Missing ? "-" : Json.relaxed(value))
                    .isEqualTo(expected);
        }
    }
}
