package io.lumadb.console.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.Completion;
import io.lumadb.client.model.Signature;
import io.lumadb.client.model.Translation;
import io.lumadb.client.sample.SampleData;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.settings.QueryDraft;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.ThemeChoice;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The screen with real keys, against a client that answers as told. Leaves pictures in {@code target/pictures}. */
@ExtendWith(ApplicationExtension.class)
class QueryScreenTest {

    private static final String JOIN = """
            -- What sells, by category and where it is stored
            SELECT p.name, p.brand, p.category, p.price, p.stock, p.rating, p.active, p.released
            FROM products AS p
            WHERE p.price BETWEEN 10 AND 80
              AND p.category IN ('kitchen', 'bicycle')
            ORDER BY p.rating DESC
            LIMIT 500;

            SELECT status, COUNT(*) AS orders, SUM(total) AS revenue
            FROM orders
            GROUP BY status""";

    private final AnsweringClient client = new AnsweringClient();
    private final MemorySettings settings = new MemorySettings();
    private QueryScreen screen;
    private Pane root;

    @Start
    void start(Stage stage) {
        settings.saveDraft(new QueryDraft("a", "c1", 0, "Best sellers", "lql", JOIN, 60));
        settings.saveDraft(new QueryDraft("b", "c1", 1, "Cheap", "nql", QueryLanguage.NQL.example(), 0));
        settings.saveQuery(new SavedQuery("s", "Orders by status", "jql", QueryLanguage.JQL.example()));
        Instant at = Instant.parse("2026-03-14T09:12:03Z");
        settings.addHistory(new HistoryEntry(at, "Local", "lql", "SELECT COUNT(*) FROM orders", 1.8, 1, null));
        settings.addHistory(new HistoryEntry(
                at.plusSeconds(40),
                "Local",
                "nql",
                "find products where prize < 5",
                3.1,
                0,
                "no field 'prize' in products"));
        SavedConnection connection = new SavedConnection(
                "c1", "Local", "lumadb://127.0.0.1:8080/", "#6246d6", false, false, Optional.empty());
        screen = new QueryScreen(new ConsoleSession(connection, client, new LiveCluster(), settings));
        root = new Pane(screen.view());
        ((Region) screen.view()).resize(1258, 820);
        Scene scene = new Scene(root, 1000, 900);
        Appearance.current().install(scene);
        stage.setScene(scene);
        stage.show();
        size(1258, 820);
        screen.shown();
    }

    private void size(double width, double height) {
        Region view = (Region) screen.view();
        view.setMinSize(width, height);
        view.setPrefSize(width, height);
        view.setMaxSize(width, height);
        root.layout();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> {
            Appearance.current().forget(root.getScene());
            screen.close();
        });
    }

    private QueryTabViewModel tab() {
        return Objects.requireNonNull(screen.viewModel().activeProperty().get());
    }

    private static void until(String what, java.util.concurrent.Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(what).isNotEmpty();
    }

    private CodeArea editor(FxRobot robot) throws TimeoutException {
        until(
                "restored",
                () -> screen.viewModel().restoredProperty().get()
                        && robot.lookup("#query-editor").tryQuery().isPresent());
        return robot.lookup("#query-editor").queryAs(CodeArea.class);
    }

    private static List<Value.Obj> products() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(SampleData.openProducts(), StandardCharsets.UTF_8))) {
            return lines.lines().map(Json::parseObject).toList();
        }
    }

    private void answerWithProducts() throws IOException {
        List<Value.Obj> products = products();
        client.onQuery = asked -> {
            products.forEach(asked::row);
            asked.done();
        };
        client.onTranslate = asked -> asked.answer()
                .complete(
                        asked.what().endsWith("nql")
                                ? new Translation(
                                        "show name, brand, category, price, stock, rating, active and released of products"
                                                + " where price between 10 and 80 and category is one of kitchen, bicycle"
                                                + " sorted by rating descending limit 500",
                                        List.of())
                                : new Translation(
                                        """
                                        {"find": "products",
                                         "filter": {"price": {"$gte": 10, "$lte": 80},
                                                    "category": {"$in": ["kitchen", "bicycle"]}},
                                         "projection": {"name": 1, "brand": 1, "category": 1, "price": 1},
                                         "sort": {"rating": -1},
                                         "limit": 500}""", List.of("A projection of JQL keeps _id unless it is left out by name.")));
    }

    @Test
    void restoresDraftsWithTheirCaretAndRunsNothing(FxRobot robot) throws TimeoutException {
        CodeArea editor = editor(robot);

        assertThat(editor.getText()).isEqualTo(JOIN);
        assertThat(editor.getCaretPosition()).isEqualTo(60);
        assertThat(client.queries).isEmpty();
    }

    @Test
    void runsWhatIsTypedAndShowsItsRows(FxRobot robot) throws Exception {
        editor(robot);
        robot.interact(() -> screen.viewModel().newTab(QueryLanguage.LQL, ""));
        CodeArea editor = editor(robot);
        robot.interact(editor::requestFocus);
        robot.write("SELECT 1");
        robot.push(KeyCode.F5);
        until("asked", () -> client.queries.size() == 1);
        assertThat(client.queries.getFirst().call().query()).isEqualTo("SELECT 1");

        client.queries.getFirst().row(Json.parseObject("{\"a\": 1, \"b\": \"x\"}"));
        client.queries.getFirst().done("a", "b");

        until("done", () -> tab().runner().stateProperty().get() == RunState.DONE);
        TableView<?> table = robot.lookup(".result-table").queryTableView();
        assertThat(table.getItems()).hasSize(1);
        assertThat(table.getColumns()).hasSize(3);
        until(
                "cells",
                () -> robot.lookup(".result-table .table-cell").queryAll().stream()
                        .anyMatch(node ->
                                node instanceof javafx.scene.control.Labeled cell && "x".equals(cell.getText())));
        until(
                "draft",
                () -> settings.drafts("c1").stream()
                        .anyMatch(draft -> draft.text().equals("SELECT 1")));
    }

    @Test
    void underlinesAnErrorAtItsPlaceAndLeadsThere(FxRobot robot) throws Exception {
        CodeArea editor = editor(robot);
        robot.interact(() -> editor.replaceText("SELECT name\nFRM products"));
        robot.interact(() -> editor.moveTo(3));
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.F5);
        until("asked", () -> client.queries.size() == 1);

        client.queries.getFirst().fail("'FRM' was not expected here", "did you mean FROM?", 12, 3);

        until("underlined", () -> editor.getStyleOfChar(13).contains("problem"));
        assertThat(editor.getStyleOfChar(11)).doesNotContain("problem");
        assertThat(editor.getStyleOfChar(16)).doesNotContain("problem");
        robot.interact(() -> robot.lookup(".problem-jump").queryButton().fire());
        assertThat(editor.getCaretPosition()).isEqualTo(12);
        picture(robot, "query-error", ThemeChoice.DARK, 1258, 820);
    }

    @Test
    void showsTheTranslatorsLqlBeforeItRuns(FxRobot robot) throws Exception {
        editor(robot);
        client.translatable = List.of("lql", "nql", "jql", "question");
        robot.interact(() -> screen.viewModel().newTab(QueryLanguage.NQL, "who are our best customers?"));
        CodeArea editor = editor(robot);
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.F5);
        until("asked", () -> client.queries.size() == 1);
        client.queries.getFirst().fail("no sentence begins with 'who are our'", "for example: find customers", 0, 3);
        until(
                "offered",
                () -> robot.lookup(".translator-strip .button").tryQuery().isPresent());
        picture(robot, "query-question", ThemeChoice.LIGHT, 1258, 820);

        client.onTranslate = asked -> asked.answer()
                .complete(new Translation(
                        "SELECT customer, SUM(total) FROM orders GROUP BY customer ORDER BY SUM(total) DESC LIMIT 10",
                        List.of("Written by some-model: read it before you run it.")));
        robot.interact(() -> robot.lookup("Ask the translator").queryButton().fire());
        until("answered", () -> robot.lookup("Run this LQL").tryQuery().isPresent());
        assertThat(client.queries).hasSize(1);
        picture(robot, "query-question-answered", ThemeChoice.DARK, 1258, 820);

        robot.interact(() -> robot.lookup("Run this LQL").queryButton().fire());

        until("run", () -> client.queries.size() == 2);
        assertThat(client.queries.getLast().call().query()).startsWith("SELECT customer");
    }

    @Test
    void isFreeAtOnceWhenCancelled(FxRobot robot) throws Exception {
        CodeArea editor = editor(robot);
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.F5);
        until("running", () -> tab().runner().running());

        robot.push(KeyCode.ESCAPE);

        assertThat(tab().runner().stateProperty().get()).isEqualTo(RunState.CANCELLED);
        assertThat(client.queries.getFirst().answer()).isCancelled();
    }

    @Test
    void completesAtTheCaretWithoutTakingTheFocus(FxRobot robot) throws Exception {
        CodeArea editor = editor(robot);
        client.onComplete = asked -> asked.answer()
                .complete(List.of(
                        new Completion("price", "field", "double · 528 of 528", 7),
                        new Completion("products", "collection", "528 documents", 7),
                        new Completion(
                                "PERCENTILE",
                                "function",
                                "(number, share)  the value below which a share from 0 to 1 lies",
                                7),
                        new Completion("'paid'", "value", "value of status", 7)));
        robot.interact(() -> editor.replaceText("SELECT p\nFROM products"));
        robot.interact(() -> editor.moveTo(8));
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.CONTROL, KeyCode.SPACE);
        until("open", () -> tab().completion().openProperty().get());
        picture(robot, "query-completion", ThemeChoice.LIGHT, 1258, 820);
        picture(robot, "query-completion", ThemeChoice.DARK, 1258, 820);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.ENTER);

        assertThat(editor.getText()).isEqualTo("SELECT products\nFROM products");
        assertThat(editor.isFocused()).isTrue();
    }

    @Test
    void showsTheParametersOfACallThatIsBegunUntilTheCaretLeavesIt(FxRobot robot) throws Exception {
        CodeArea editor = editor(robot);
        Signature round = new Signature(
                "ROUND", "ROUND(number, [digits])", List.of("number", "[digits]"), "the number, rounded half up", 0, 7);
        client.onSignature = asked -> asked.answer()
                .complete(
                        switch (asked.text()) {
                            case "SELECT ROUND(" -> Optional.of(round);
                            case "SELECT ROUND(price, " -> Optional.of(withActive(round, 1));
                            default -> asked.text().endsWith(")") ? Optional.empty() : Optional.of(round);
                        });
        client.onComplete = asked -> asked.answer()
                .complete(List.of(
                        new Completion("2", "value", "value of digits", 20),
                        new Completion("stock", "field", "field of products", 20)));
        robot.interact(() -> editor.replaceText(""));
        robot.interact(editor::requestFocus);

        robot.write("SELECT ROUND(");
        until("shown", () -> tab().signature().shownProperty().get() != null);
        robot.write("price, ");
        until(
                "second",
                () -> Objects.requireNonNull(tab().signature().shownProperty().get())
                                .active()
                        == 1);
        robot.push(KeyCode.CONTROL, KeyCode.SPACE);
        until("open", () -> tab().completion().openProperty().get());
        picture(robot, "query-signature", ThemeChoice.LIGHT, 1258, 820);
        picture(robot, "query-signature", ThemeChoice.DARK, 1258, 820);
        robot.push(KeyCode.ESCAPE);
        robot.write("2)");
        until("left", () -> tab().signature().shownProperty().get() == null);

        robot.push(KeyCode.LEFT);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.SPACE);
        assertThat(client.signatures.getLast().what()).isEqualTo("lql at 21");
        assertThat(editor.isFocused()).isTrue();
    }

    private static Signature withActive(Signature signature, int active) {
        return new Signature(
                signature.name(),
                signature.label(),
                signature.parameters(),
                signature.description(),
                active,
                signature.from());
    }

    @Test
    void scrollsAMillionRowsWithoutHoldingThem(FxRobot robot) throws Exception {
        editor(robot);
        robot.interact(() -> tab().run(0, 0));
        AnsweringClient.Asked query = client.queries.getFirst();
        Thread rows = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 1_000_000; i++) {
                query.row(new Value.Obj(Map.of("_id", Value.of((long) i), "text", Value.of("row number " + i))));
            }
            query.done("_id", "text");
        });
        rows.join();
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> tab().runner().stateProperty().get() == RunState.DONE);

        TableView<?> table = robot.lookup(".result-table").queryTableView();
        long before = System.nanoTime();
        robot.interact(() -> table.scrollTo(999_999));
        until(
                "last row",
                () -> robot.lookup(".result-table .table-cell").queryAll().stream()
                        .anyMatch(node -> node instanceof javafx.scene.control.Labeled cell
                                && "row number 999999".equals(cell.getText())));

        assertThat(table.getItems()).hasSize(1_000_000);
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }

    @Test
    void opensADocumentOfSixteenMebibytesWithoutShowingAllOfIt(FxRobot robot) throws Exception {
        editor(robot);
        robot.interact(() -> tab().run(0, 0));
        client.queries.getFirst().row(new Value.Obj(Map.of("big", Value.of("x".repeat(16_000_000)))));
        client.queries.getFirst().done("big");
        until("done", () -> tab().runner().stateProperty().get() == RunState.DONE);

        robot.interact(() -> tab().result().select(0));

        until("shown", () -> tab().result().documentProperty().get() != null);
        assertThat(Objects.requireNonNull(tab().result().documentProperty().get())
                        .text()
                        .text()
                        .length())
                .isLessThan(100_000);
    }

    @Test
    void looksGoodWithRealData(FxRobot robot) throws Exception {
        CodeArea editor = editor(robot);
        answerWithProducts();
        client.translations.forEach(asked -> client.onTranslate.accept(asked));
        robot.interact(() -> editor.moveTo(70));
        robot.interact(() -> tab().run(70, 70));
        until("done", () -> tab().runner().stateProperty().get() == RunState.DONE);
        until(
                "cells",
                () -> robot.lookup(".result-table .table-cell").queryAll().stream()
                        .anyMatch(node -> node instanceof javafx.scene.control.Labeled cell
                                && cell.getText() != null
                                && cell.getText().startsWith("P-00")));
        until(
                "translated",
                () -> screen.viewModel()
                                .translation()
                                .panes()
                                .getLast()
                                .stateProperty()
                                .get()
                        instanceof TranslationViewModel.State.Words);
        until(
                "coloured",
                () -> robot.lookup(".code-pane").queryAllAs(CodePane.class).stream()
                        .anyMatch(pane -> pane.language() == QueryLanguage.JQL
                                && !pane.text().isEmpty()));
        picture(robot, "query", ThemeChoice.DARK, 1258, 820);
        picture(robot, "query", ThemeChoice.LIGHT, 1258, 820);
        picture(robot, "query-small", ThemeChoice.DARK, 818, 620);
        robot.interact(() -> size(1258, 820));
        robot.interact(() -> tab().result().select(3));
        until("document", () -> tab().result().documentProperty().get() != null);
        page(robot, "JSON");
        picture(robot, "query-json", ThemeChoice.DARK, 1258, 820);
        page(robot, "Tree");
        picture(robot, "query-tree", ThemeChoice.LIGHT, 1258, 820);
        robot.interact(() -> tab().explain());
        client.explanations
                .getFirst()
                .answer()
                .complete(
                        "Limit 500\n  Sort rating DESC\n    Gather 8 shards\n      Filter price BETWEEN 10 AND 80\n        Scan products (hot, warm, cold)");
        page(robot, "Plan");
        picture(robot, "query-plan", ThemeChoice.DARK, 1258, 820);
        page(robot, "History");
        page(robot, "Messages");
        picture(robot, "query-history", ThemeChoice.LIGHT, 1258, 820);
    }

    @Test
    void offersExamplesWhereThereIsNothingYet(FxRobot robot) throws Exception {
        editor(robot);
        robot.interact(() -> screen.viewModel().newTab(QueryLanguage.NQL, ""));
        until("welcome", () -> robot.lookup(".query-welcome").tryQuery().isPresent());
        picture(robot, "query-empty", ThemeChoice.DARK, 1258, 820);
        picture(robot, "query-empty", ThemeChoice.LIGHT, 1258, 820);
    }

    private static void page(FxRobot robot, String title) {
        robot.interact(() -> robot.lookup(".result-pages")
                .queryAllAs(javafx.scene.control.TabPane.class)
                .forEach(pane -> pane.getTabs().stream()
                        .filter(tab -> title.equals(tab.getText()))
                        .forEach(tab -> pane.getSelectionModel().select(tab))));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Of the whole screen, which is larger than headless windows may be. */
    private void picture(FxRobot robot, String name, ThemeChoice theme, double width, double height)
            throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        robot.interact(() -> {
            Appearance.current().choose(theme);
            size(width, height);
            screen.view().applyCss();
            screen.view().layout();
        });
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> image[0] = screen.view().snapshot(null, null));
        ImageIO.write(
                SwingFXUtils.fromFXImage(image[0], null),
                "png",
                folder.resolve(name + "-" + theme.key() + ".png").toFile());
    }
}
