package io.lumadb.console.ui.query;

import static io.lumadb.console.ui.query.ShownQueryScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.Translation;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.theme.ThemeChoice;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
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

    private final ShownQueryScreen shown = new ShownQueryScreen();

    @Start
    void start(Stage stage) {
        shown.start(stage);
    }

    @AfterEach
    void close(FxRobot robot) {
        shown.close(robot);
    }

    @Test
    void restoresDraftsWithTheirCaretAndRunsNothing(FxRobot robot) throws TimeoutException {
        CodeArea editor = shown.editor(robot);

        assertThat(editor.getText()).isEqualTo(ShownQueryScreen.JOIN);
        assertThat(editor.getCaretPosition()).isEqualTo(60);
        assertThat(shown.client.queries).isEmpty();
    }

    @Test
    void runsWhatIsTypedAndShowsItsRows(FxRobot robot) throws Exception {
        shown.editor(robot);
        robot.interact(() -> shown.screen().viewModel().newTab(QueryLanguage.LQL, ""));
        CodeArea editor = shown.editor(robot);
        robot.interact(editor::requestFocus);
        robot.write("SELECT 1");
        robot.push(KeyCode.F5);
        until("asked", () -> shown.client.queries.size() == 1);
        assertThat(shown.client.queries.getFirst().call().query()).isEqualTo("SELECT 1");

        shown.client.queries.getFirst().row(Json.parseObject("{\"a\": 1, \"b\": \"x\"}"));
        shown.client.queries.getFirst().done("a", "b");

        until("done", () -> shown.tab().runner().stateProperty().get() == RunState.DONE);
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
                () -> shown.settings.drafts("c1").stream()
                        .anyMatch(draft -> draft.text().equals("SELECT 1")));
    }

    @Test
    void underlinesAnErrorAtItsPlaceAndLeadsThere(FxRobot robot) throws Exception {
        CodeArea editor = shown.editor(robot);
        robot.interact(() -> editor.replaceText("SELECT name\nFRM products"));
        robot.interact(() -> editor.moveTo(3));
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.F5);
        until("asked", () -> shown.client.queries.size() == 1);

        shown.client.queries.getFirst().fail("'FRM' was not expected here", "did you mean FROM?", 12, 3);

        until("underlined", () -> editor.getStyleOfChar(13).contains("problem"));
        assertThat(editor.getStyleOfChar(11)).doesNotContain("problem");
        assertThat(editor.getStyleOfChar(16)).doesNotContain("problem");
        robot.interact(() -> robot.lookup(".problem-jump").queryButton().fire());
        assertThat(editor.getCaretPosition()).isEqualTo(12);
        shown.picture(robot, "query-error", ThemeChoice.DARK, 1258, 820);
    }

    @Test
    void showsTheTranslatorsLqlBeforeItRuns(FxRobot robot) throws Exception {
        shown.editor(robot);
        shown.client.translatable = List.of("lql", "nql", "jql", "question");
        robot.interact(() -> shown.screen().viewModel().newTab(QueryLanguage.NQL, "who are our best customers?"));
        CodeArea editor = shown.editor(robot);
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.F5);
        until("asked", () -> shown.client.queries.size() == 1);
        shown.client
                .queries
                .getFirst()
                .fail("no sentence begins with 'who are our'", "for example: find customers", 0, 3);
        until(
                "offered",
                () -> robot.lookup(".translator-strip .button").tryQuery().isPresent());
        shown.picture(robot, "query-question", ThemeChoice.LIGHT, 1258, 820);

        shown.client.onTranslate = asked -> asked.answer()
                .complete(new Translation(
                        "SELECT customer, SUM(total) FROM orders GROUP BY customer ORDER BY SUM(total) DESC LIMIT 10",
                        List.of("Written by some-model: read it before you run it.")));
        robot.interact(() -> robot.lookup("Ask the translator").queryButton().fire());
        until("answered", () -> robot.lookup("Run this LQL").tryQuery().isPresent());
        assertThat(shown.client.queries).hasSize(1);
        shown.picture(robot, "query-question-answered", ThemeChoice.DARK, 1258, 820);

        robot.interact(() -> robot.lookup("Run this LQL").queryButton().fire());

        until("run", () -> shown.client.queries.size() == 2);
        assertThat(shown.client.queries.getLast().call().query()).startsWith("SELECT customer");
    }

    @Test
    void isFreeAtOnceWhenCancelled(FxRobot robot) throws Exception {
        CodeArea editor = shown.editor(robot);
        robot.interact(editor::requestFocus);
        robot.push(KeyCode.F5);
        until("running", () -> shown.tab().runner().running());

        robot.push(KeyCode.ESCAPE);

        assertThat(shown.tab().runner().stateProperty().get()).isEqualTo(RunState.CANCELLED);
        assertThat(shown.client.queries.getFirst().answer()).isCancelled();
    }

    @Test
    void scrollsAMillionRowsWithoutHoldingThem(FxRobot robot) throws Exception {
        shown.editor(robot);
        robot.interact(() -> shown.tab().run(0, 0));
        AnsweringClient.Asked query = shown.client.queries.getFirst();
        Thread rows = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 1_000_000; i++) {
                query.row(new Value.Obj(Map.of("_id", Value.of((long) i), "text", Value.of("row number " + i))));
            }
            query.done("_id", "text");
        });
        rows.join();
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> shown.tab().runner().stateProperty().get() == RunState.DONE);

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
        shown.editor(robot);
        robot.interact(() -> shown.tab().run(0, 0));
        shown.client.queries.getFirst().row(new Value.Obj(Map.of("big", Value.of("x".repeat(16_000_000)))));
        shown.client.queries.getFirst().done("big");
        until("done", () -> shown.tab().runner().stateProperty().get() == RunState.DONE);

        robot.interact(() -> shown.tab().result().select(0));

        until("shown", () -> shown.tab().result().documentProperty().get() != null);
        assertThat(Objects.requireNonNull(
                                shown.tab().result().documentProperty().get())
                        .text()
                        .text()
                        .length())
                .isLessThan(100_000);
    }
}
