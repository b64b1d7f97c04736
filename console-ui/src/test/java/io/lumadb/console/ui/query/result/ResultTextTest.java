package io.lumadb.console.ui.query.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTextTest {

    @Test
    void showsValuesOnOneLineAndShort() {
        assertThat(CellText.of(Value.of("a\nb"))).isEqualTo("a⏎b");
        assertThat(CellText.of(Value.of(36.0))).isEqualTo("36.0");
        assertThat(CellText.of(Value.of(1234567.5))).isEqualTo("1234567.5");
        assertThat(CellText.of(Json.parse("{\"a\": [1, \"x\"], \"b\": null}"))).isEqualTo("{a: [1, \"x\"], b: null}");
        assertThat(CellText.of(Value.of("x".repeat(10_000))))
                .hasSize(CellText.LENGTH)
                .endsWith("…");
    }

    @Test
    void tellsNullFromMissing() {
        assertThat(Cell.of(Value.NULL).kind()).isEqualTo(Cell.Kind.NULL);
        assertThat(Cell.of(Value.MISSING).kind()).isEqualTo(Cell.Kind.MISSING);
    }

    @Test
    void writesSmallDocumentsAsJson() {
        Value document =
                Json.parse("{\"_id\": \"P-1\", \"tags\": [\"a\", \"b\"], \"at\": {\"$date\": \"2010-03-15T00:00:00Z\"},"
                        + " \"empty\": {}, \"lines\": [{\"n\": 1}]}");

        DocumentText.Shown shown = DocumentText.of(document, 10_000);

        assertThat(shown.shortened()).isFalse();
        assertThat(Json.parse(shown.text())).isEqualTo(document);
    }

    @Test
    void shortensWhatIsTooLongToRead() {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            elements.add(Value.of("element number " + i));
        }
        Value document = new Value.Obj(Map.of("long", new Value.Array(elements)));

        DocumentText.Shown shown = DocumentText.of(document, 5_000);

        assertThat(shown.shortened()).isTrue();
        assertThat(shown.text().length()).isLessThan(6_000);
        assertThat(shown.text()).contains("more elements");
    }

    @Test
    void readsAnIndentedPlanAsATree() {
        List<PlanLine> plan =
                PlanLine.parse("Limit 20\n  └─ Sort rating\n       -> Scan products\n       -> Scan orders\n");

        assertThat(plan).hasSize(1);
        assertThat(plan.getFirst().text()).isEqualTo("Limit 20");
        assertThat(plan.getFirst().inputs().getFirst().text()).isEqualTo("Sort rating");
        assertThat(plan.getFirst().inputs().getFirst().inputs())
                .extracting(PlanLine::text)
                .containsExactly("Scan products", "Scan orders");
    }

    @Test
    void exportsRowsInThreeFormats(@TempDir Path folder) throws IOException {
        try (RowStore store = new RowStore(RowStore.Limits.standard())) {
            store.append((Value.Obj) Json.parse("{\"a\": 1, \"b\": \"x, \\\"y\\\"\"}"));
            store.append((Value.Obj) Json.parse("{\"a\": 2}"));
            List<String> columns = List.of("a", "b");

            ResultExport.write(store, columns, folder.resolve("r.csv"), ResultExport.Format.CSV);
            ResultExport.write(store, columns, folder.resolve("r.json"), ResultExport.Format.JSON);
            ResultExport.write(store, columns, folder.resolve("r.ndjson"), ResultExport.Format.NDJSON);
        }

        assertThat(folder.resolve("r.csv")).hasContent("a,b\r\n1,\"x, \"\"y\"\"\"\r\n2,\r\n");
        assertThat(((Value.Array) Json.parse(Files.readString(folder.resolve("r.json")))).elements())
                .hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("r.ndjson"))).hasSize(2);
    }
}
