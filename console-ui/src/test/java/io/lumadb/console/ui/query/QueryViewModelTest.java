package io.lumadb.console.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.Completion;
import io.lumadb.client.model.Translation;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.query.result.ResultRows;
import io.lumadb.console.ui.query.result.RowStore;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.settings.QueryDraft;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryViewModelTest {

    private final AnsweringClient client = new AnsweringClient();
    private final MemorySettings settings = new MemorySettings();
    private final ManualThreads time = new ManualThreads();

    private QueryViewModel open(boolean production, boolean readOnly) {
        SavedConnection connection = new SavedConnection(
                "c1", "Local", "lumadb://127.0.0.1:8080/", "#6246d6", production, readOnly, Optional.empty());
        ConsoleSession session = new ConsoleSession(connection, client, new LiveCluster(), settings);
        QueryViewModel viewModel = new QueryViewModel(
                session,
                time.threads(),
                InstantSource.fixed(Instant.parse("2026-03-14T10:00:00Z")),
                new RowStore.Limits(1_000, 1 << 20, 1 << 20));
        viewModel.restore();
        return viewModel;
    }

    private QueryTabViewModel tab(String text) {
        return typeInto(open(false, false), text);
    }

    private static QueryTabViewModel typeInto(QueryViewModel viewModel, String text) {
        QueryTabViewModel tab =
                Objects.requireNonNull(viewModel.activeProperty().get());
        tab.textProperty().set(text);
        tab.caretProperty().set(0);
        return tab;
    }

    private static Value.Obj row(String json) {
        return Json.parseObject(json);
    }

    @Test
    void beginsWithOneEmptyTab() {
        QueryViewModel viewModel = open(false, false);

        assertThat(viewModel.tabs()).hasSize(1);
        assertThat(viewModel.tabs().getFirst().text()).isEmpty();
    }

    @Test
    void restoresDraftsInOrderWithTheirCaretAndRunsNothing() {
        settings.saveDraft(new QueryDraft("b", "c1", 1, "Second", "jql", "{\"find\": \"orders\"}", 3));
        settings.saveDraft(new QueryDraft("a", "c1", 0, "First", "lql", "DELETE FROM orders", 99));
        settings.saveDraft(new QueryDraft("x", "other", 0, "Elsewhere", "lql", "SELECT 1", 0));

        QueryViewModel viewModel = open(false, false);
        time.pass(Duration.ofSeconds(10));

        assertThat(viewModel.tabs())
                .extracting(tab -> tab.titleProperty().get())
                .containsExactly("First", "Second");
        assertThat(viewModel.tabs().getLast().language()).isEqualTo(QueryLanguage.JQL);
        assertThat(viewModel.tabs().getLast().caretProperty().get()).isEqualTo(3);
        assertThat(viewModel.tabs().getFirst().caretProperty().get()).isEqualTo(18);
        assertThat(client.queries).isEmpty();
    }

    @Test
    void savesTheDraftAMomentAfterTheLastKey() {
        QueryTabViewModel tab = tab("SEL");
        time.pass(Duration.ofMillis(200));
        tab.textProperty().set("SELECT 1");
        time.pass(Duration.ofMillis(200));
        assertThat(settings.drafts("c1")).noneMatch(draft -> draft.text().contains("SEL"));

        time.pass(Duration.ofMillis(100));

        assertThat(settings.drafts("c1")).extracting(QueryDraft::text).containsExactly("SELECT 1");
    }

    @Test
    void savesWhatWasTypedLastWhenTheSessionEnds() {
        QueryViewModel viewModel = open(false, false);
        typeInto(viewModel, "SELECT 42");

        viewModel.close();

        assertThat(settings.drafts("c1")).extracting(QueryDraft::text).containsExactly("SELECT 42");
    }

    @Test
    void forgetsTheDraftOfAClosedTabButBringsItsTextBack() {
        QueryViewModel viewModel = open(false, false);
        viewModel.newTab(QueryLanguage.LQL, "SELECT 1");
        QueryTabViewModel closing = viewModel.newTab(QueryLanguage.NQL, "find orders");

        viewModel.close(closing);
        time.pass(Duration.ofSeconds(1));
        assertThat(settings.drafts("c1")).extracting(QueryDraft::text).doesNotContain("find orders");
        viewModel.reopenClosed();

        assertThat(Objects.requireNonNull(viewModel.activeProperty().get()).text())
                .isEqualTo("find orders");
    }

    @Test
    void runsTheStatementAtTheCaret() {
        QueryTabViewModel tab = tab("SELECT 1;\nSELECT 2");
        tab.caretProperty().set(12);

        tab.run(12, 12);

        assertThat(client.queries).hasSize(1);
        assertThat(client.queries.getFirst().call().query()).isEqualTo("SELECT 2");
        assertThat(tab.runner().running()).isTrue();
    }

    @Test
    void runsTheSelectionWhenThereIsOne() {
        QueryTabViewModel tab = tab("SELECT 1 + 1");

        tab.run(0, 8);

        assertThat(client.queries.getFirst().call().query()).isEqualTo("SELECT 1");
    }

    @Test
    void showsRowsWhileTheyComeAndWhatTheyCostAfterwards() {
        QueryTabViewModel tab = tab("SELECT * FROM products");
        tab.run(0, 0);
        AnsweringClient.Asked query = client.queries.getFirst();

        query.row(row("{\"_id\": \"P-1\", \"price\": 3.5}"));
        query.row(row("{\"_id\": \"P-2\", \"stock\": 4}"));

        ResultRows rows = Objects.requireNonNull(tab.result().rowsProperty().get());
        assertThat(rows.rows()).containsExactly(0, 1);
        assertThat(rows.cell(0, "price").text()).isIn("…", "3.5");
        assertThat(rows.cell(0, "price").text()).isEqualTo("3.5");
        assertThat(tab.result().figuresProperty().get()).isNull();

        query.done("_id", "stock", "price");

        assertThat(rows.columnsProperty().get())
                .extracting(column -> column.name())
                .containsExactly("_id", "stock", "price");
        assertThat(rows.columnsProperty().get())
                .extracting(column -> column.type())
                .containsExactly("string", "int64", "double");
        assertThat(Objects.requireNonNull(tab.result().figuresProperty().get()).rowsScanned())
                .isEqualTo(528);
        assertThat(tab.runner().stateProperty().get()).isEqualTo(RunState.DONE);
        assertThat(settings.history("", 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.rows()).isEqualTo(2));
    }

    @Test
    void runsAScriptUntilAStatementFails() {
        QueryTabViewModel tab = tab("SELECT 1; SELEC 2; SELECT 3");

        tab.runScript();
        client.queries.getFirst().done("a");
        client.queries.getLast().fail("'SELEC' is not understood", "did you mean SELECT?", 0, 5);

        assertThat(client.queries).extracting(asked -> asked.call().query()).containsExactly("SELECT 1", "SELEC 2");
        assertThat(tab.runner().stateProperty().get()).isEqualTo(RunState.FAILED);
        assertThat(settings.history("", 10)).extracting(HistoryEntry::text).containsExactly("SELEC 2", "SELECT 1");
    }

    @Test
    void placesAnErrorInTheWholeTextNotInTheStatement() {
        QueryTabViewModel tab = tab("SELECT 1;\n  SELEC 2");
        tab.caretProperty().set(14);
        tab.run(14, 14);

        client.queries.getFirst().fail("'SELEC' is not understood", "did you mean SELECT?", 0, 5);

        RunProblem problem =
                Objects.requireNonNull(tab.runner().problemProperty().get());
        assertThat(problem.place()).isEqualTo(new RunProblem.Place(12, 5, 2, 3));
        assertThat(problem.hint()).isEqualTo("did you mean SELECT?");
    }

    @Test
    void isFreeAtOnceWhenCancelledAndDropsWhatComesLate() {
        QueryTabViewModel tab = tab("SELECT * FROM orders");
        tab.run(0, 0);
        AnsweringClient.Asked query = client.queries.getFirst();
        query.row(row("{\"_id\": 1}"));

        tab.runner().cancel();

        assertThat(tab.runner().stateProperty().get()).isEqualTo(RunState.CANCELLED);
        assertThat(query.answer()).isCancelled();
        query.row(row("{\"_id\": 2}"));
        assertThat(Objects.requireNonNull(tab.result().rowsProperty().get()).rows())
                .hasSize(1);
        tab.run(0, 0);
        assertThat(tab.runner().running()).isTrue();
    }

    @Test
    void keepsNoMoreRowsThanItMayAndSaysSo() {
        QueryTabViewModel tab = tab("SELECT * FROM orders");
        tab.run(0, 0);
        AnsweringClient.Asked query = client.queries.getFirst();

        for (int i = 0; i <= 1_000; i++) {
            query.row(row("{\"_id\": " + i + "}"));
        }

        assertThat(Objects.requireNonNull(tab.result().rowsProperty().get()).rows())
                .hasSize(1_000);
        assertThat(Objects.requireNonNull(tab.result().figuresProperty().get()).cut())
                .isTrue();
        assertThat(query.answer()).isCancelled();
        assertThat(tab.runner().stateProperty().get()).isEqualTo(RunState.DONE);
    }

    @Test
    void sendsNoWriteOverAReadOnlyConnection() {
        QueryTabViewModel tab = typeInto(open(false, true), "DELETE FROM orders");

        tab.run(0, 0);

        assertThat(client.queries).isEmpty();
        assertThat(Objects.requireNonNull(tab.runner().problemProperty().get()).message())
                .contains("read-only")
                .contains("DELETE");
    }

    @Test
    void asksBeforeItWritesOnProduction() {
        QueryTabViewModel tab = typeInto(open(true, false), "UPDATE orders SET a = 1");

        tab.run(0, 0);
        assertThat(client.queries).isEmpty();
        assertThat(Objects.requireNonNull(tab.runner().questionProperty().get()).text())
                .contains("UPDATE")
                .contains("Local");
        tab.runner().confirm();

        assertThat(client.queries).hasSize(1);
        client.queries.getFirst().changed(7);
        assertThat(tab.result().messages().getFirst().text()).startsWith("7 documents changed");
    }

    @Test
    void readsOnProductionWithoutAsking() {
        QueryTabViewModel tab = typeInto(open(true, false), "SELECT 1");

        tab.run(0, 0);

        assertThat(client.queries).hasSize(1);
    }

    @Test
    void explainsTheStatementAtTheCaret() {
        QueryTabViewModel tab = tab("SELECT 1");

        tab.explain();
        client.explanations.getFirst().answer().complete("Project\n  Scan");

        assertThat(tab.result().planProperty().get()).contains("Scan");
        assertThat(tab.runner().stateProperty().get()).isEqualTo(RunState.DONE);
    }

    @Test
    void formatsTheTextAsItIsAndDropsTheAnswerToAnOlderOne() {
        QueryTabViewModel tab = tab("select 1");
        List<String> texts = new ArrayList<>();

        tab.format(texts::add);
        tab.textProperty().set("select 2");
        client.formats.getFirst().answer().complete("SELECT 1");
        tab.format(texts::add);
        client.formats.getLast().answer().complete("SELECT 2");

        assertThat(texts).containsExactly("SELECT 2");
    }

    @Test
    void saysWhyATextCannotBeFormatted() {
        QueryTabViewModel tab = tab("selec 1");
        List<String> texts = new ArrayList<>();

        tab.format(texts::add);
        client.formats
                .getFirst()
                .answer()
                .completeExceptionally(AnsweringClient.problem("found 'selec'", "did you mean SELECT?", 0, 5));

        assertThat(texts).isEmpty();
        assertThat(Objects.requireNonNull(tab.runner().problemProperty().get()).message())
                .isEqualTo("found 'selec'");
    }

    @Test
    void translatesTheStatementAtTheCaretOnceItIsQuiet() {
        QueryViewModel viewModel = open(false, false);
        QueryTabViewModel tab = typeInto(viewModel, "SELECT 1");
        tab.textProperty().set("SELECT * FROM products");
        time.pass(Duration.ofMillis(260));

        assertThat(client.translations)
                .extracting(asked -> asked.what() + ": " + asked.text())
                .containsExactly("lql to nql: SELECT * FROM products", "lql to jql: SELECT * FROM products");
        client.translations.getFirst().answer().complete(new Translation("find products", List.of("note")));
        client.translations
                .getLast()
                .answer()
                .completeExceptionally(new io.lumadb.client.ClientException(
                        ErrorCode.INVALID_QUERY, "JQL has no words for window functions", "leave OVER out", null));

        List<TranslationViewModel.Pane> panes = viewModel.translation().panes();
        assertThat(panes.getFirst().stateProperty().get())
                .isEqualTo(new TranslationViewModel.State.Words("find products", List.of("note")));
        assertThat(panes.getLast().stateProperty().get())
                .isEqualTo(new TranslationViewModel.State.NoWords(
                        "JQL has no words for window functions", "leave OVER out"));
    }

    @Test
    void dropsTranslationsOfWhatHasBeenTypedOver() {
        QueryViewModel viewModel = open(false, false);
        QueryTabViewModel tab = typeInto(viewModel, "SELECT 1");
        time.pass(Duration.ofMillis(260));
        tab.textProperty().set("SELECT 2");
        time.pass(Duration.ofMillis(260));

        client.translations.get(2).answer().complete(new Translation("second", List.of()));
        client.translations.get(0).answer().complete(new Translation("first", List.of()));

        assertThat(viewModel.translation().panes().getFirst().stateProperty().get())
                .isEqualTo(new TranslationViewModel.State.Words("second", List.of()));
    }

    @Test
    void narrowsCompletionsWhileTypingAndDropsStaleAnswers() {
        QueryTabViewModel tab = tab("SELECT pr");
        tab.completion().request(QueryLanguage.LQL, "SELECT p", 8);
        tab.completion().request(QueryLanguage.LQL, "SELECT pr", 9);

        client.completions.getFirst().answer().complete(List.of(new Completion("pear", "field", "", 7)));
        assertThat(tab.completion().openProperty().get()).isFalse();
        client.completions
                .getLast()
                .answer()
                .complete(List.of(
                        new Completion("price", "field", "double", 7),
                        new Completion("products", "collection", "", 7)));
        assertThat(tab.completion().shown()).hasSize(2);
        tab.completion().typed("SELECT pro", 10);

        assertThat(tab.completion().shown()).extracting(Completion::text).containsExactly("products");
        assertThat(tab.completion().accept(tab.completion().shown().getFirst()))
                .isEqualTo(new io.lumadb.console.ui.query.editor.CompletionViewModel.Insertion(7, 10, "products"));
        assertThat(tab.completion().openProperty().get()).isFalse();
    }

    @Test
    void searchesTheHistoryAndSavesQueriesByName() {
        QueryViewModel viewModel = open(false, false);
        settings.addHistory(new HistoryEntry(Instant.EPOCH, "Local", "lql", "SELECT 1", 1, 1, null));
        settings.addHistory(new HistoryEntry(Instant.EPOCH, "Local", "nql", "find orders", 1, 1, null));

        viewModel.library().searchProperty().set("orders");
        time.pass(Duration.ofSeconds(1));
        viewModel.library().save("Mine", QueryLanguage.NQL, "find orders");
        viewModel.library().save("Mine", QueryLanguage.NQL, "count orders");

        assertThat(viewModel.library().history()).extracting(HistoryEntry::text).containsExactly("find orders");
        assertThat(viewModel.library().saved())
                .singleElement()
                .satisfies(query -> assertThat(query.text()).isEqualTo("count orders"));
    }
}
