package io.lumadb.console.ui.query;

import static io.lumadb.console.ui.query.ShownQueryScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.Translation;
import io.lumadb.client.sample.SampleData;
import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.theme.ThemeChoice;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The screen with real data and without any, in both themes; its pictures are in {@code target/pictures}. */
@ExtendWith(ApplicationExtension.class)
class QueryScreenPicturesTest {

    private static final List<String> NOTES = List.of(
            "Where rating holds an array, JQL sorts by its smallest element, or its largest when the order is descending; LQL sorts by the whole value.",
            "Where price or category holds an array, JQL also matches when one of its elements fits; LQL compares the whole value.",
            "Where price is NaN, it is less than every number in LQL; in JQL no comparison with a number holds for it.");

    private final ShownQueryScreen shown = new ShownQueryScreen();

    @Start
    void start(Stage stage) {
        shown.start(stage);
    }

    @AfterEach
    void close(FxRobot robot) {
        shown.close(robot);
    }

    private static List<Value.Obj> products() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(SampleData.openProducts(), StandardCharsets.UTF_8))) {
            return lines.lines().map(Json::parseObject).toList();
        }
    }

    private void answerWithProducts() throws IOException {
        List<Value.Obj> products = products();
        shown.client.onQuery = asked -> {
            products.forEach(asked::row);
            asked.done();
        };
        shown.client.onTranslate = asked -> asked.answer()
                .complete(
                        asked.what().endsWith("nql")
                                ? new Translation(
                                        "show name, brand, category, price, stock, rating, active and released of products"
                                                + " where price between 10 and 80 and category is one of kitchen, bicycle"
                                                + " sorted by rating descending limit 500",
                                        List.of())
                                : new Translation("""
                                        {"find": "products",
                                         "filter": {"price": {"$gte": 10, "$lte": 80},
                                                    "category": {"$in": ["kitchen", "bicycle"]}},
                                         "projection": {"name": 1, "brand": 1, "category": 1, "price": 1},
                                         "sort": {"rating": -1},
                                         "limit": 500}""", NOTES));
    }

    @Test
    void keepsRoomForATextBesideWhatItMeansOtherwise(FxRobot robot) throws Exception {
        shown.editor(robot);
        answerWithProducts();
        shown.client.translations.forEach(asked -> shown.client.onTranslate.accept(asked));
        robot.interact(() -> shown.size(1258, 820));
        until(
                "notes",
                () -> robot.lookup(".translation-notes-summary").queryAllAs(ToggleButton.class).stream()
                        .anyMatch(QueryScreenPicturesTest::isShown));
        ToggleButton summary = robot.lookup(".translation-notes-summary").queryAllAs(ToggleButton.class).stream()
                .filter(QueryScreenPicturesTest::isShown)
                .findFirst()
                .orElseThrow();
        Region notes = (Region) summary.getParent();
        Region pane = (Region) notes.getParent();

        assertThat(summary.getText()).startsWith("3 differences in meaning: Where rating");
        assertThat(notes.getHeight()).isLessThan(pane.getHeight() / 4);

        robot.interact(summary::requestFocus);
        robot.push(KeyCode.SPACE);
        until(
                "open",
                () -> notes.lookup(".translation-notes-text").getLayoutBounds().getHeight() > 0
                        && notes.getHeight() > 2 * summary.getHeight());
        assertThat(notes.getHeight()).isLessThan(pane.getHeight() * 0.7);
        shown.picture(robot, "query-notes", ThemeChoice.LIGHT, 1258, 820);
    }

    private static boolean isShown(ToggleButton summary) {
        return summary.getParent().isVisible() && summary.getHeight() > 0;
    }

    @Test
    void looksGoodWithRealData(FxRobot robot) throws Exception {
        CodeArea editor = shown.editor(robot);
        answerWithProducts();
        shown.client.translations.forEach(asked -> shown.client.onTranslate.accept(asked));
        robot.interact(() -> editor.moveTo(70));
        robot.interact(() -> shown.tab().run(70, 70));
        until("done", () -> shown.tab().runner().stateProperty().get() == RunState.DONE);
        until(
                "cells",
                () -> robot.lookup(".result-table .table-cell").queryAll().stream()
                        .anyMatch(node -> node instanceof javafx.scene.control.Labeled cell
                                && cell.getText() != null
                                && cell.getText().startsWith("P-00")));
        until(
                "translated",
                () -> shown.screen()
                                .viewModel()
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
        shown.picture(robot, "query", ThemeChoice.DARK, 1258, 820);
        shown.picture(robot, "query", ThemeChoice.LIGHT, 1258, 820);
        shown.picture(robot, "query-small", ThemeChoice.DARK, 818, 620);
        robot.interact(() -> shown.size(1258, 820));
        robot.interact(() -> shown.tab().result().select(3));
        until("document", () -> shown.tab().result().documentProperty().get() != null);
        page(robot, "JSON");
        shown.picture(robot, "query-json", ThemeChoice.DARK, 1258, 820);
        page(robot, "Tree");
        shown.picture(robot, "query-tree", ThemeChoice.LIGHT, 1258, 820);
        robot.interact(() -> shown.tab().explain());
        shown.client
                .explanations
                .getFirst()
                .answer()
                .complete(
                        "Limit 500\n  Sort rating DESC\n    Gather 8 shards\n      Filter price BETWEEN 10 AND 80\n        Scan products (hot, warm, cold)");
        page(robot, "Plan");
        shown.picture(robot, "query-plan", ThemeChoice.DARK, 1258, 820);
        page(robot, "History");
        page(robot, "Messages");
        shown.picture(robot, "query-history", ThemeChoice.LIGHT, 1258, 820);
    }

    @Test
    void offersExamplesWhereThereIsNothingYet(FxRobot robot) throws Exception {
        shown.editor(robot);
        robot.interact(() -> shown.screen().viewModel().newTab(QueryLanguage.NQL, ""));
        until("welcome", () -> robot.lookup(".query-welcome").tryQuery().isPresent());
        shown.picture(robot, "query-empty", ThemeChoice.DARK, 1258, 820);
        shown.picture(robot, "query-empty", ThemeChoice.LIGHT, 1258, 820);
    }

    private static void page(FxRobot robot, String title) {
        robot.interact(() -> robot.lookup(".result-pages")
                .queryAllAs(javafx.scene.control.TabPane.class)
                .forEach(pane -> pane.getTabs().stream()
                        .filter(tab -> title.equals(tab.getText()))
                        .forEach(tab -> pane.getSelectionModel().select(tab))));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
