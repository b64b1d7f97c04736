package io.lumadb.console.ui.query;

import static io.lumadb.console.ui.query.ShownQueryScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.Completion;
import io.lumadb.client.model.Signature;
import io.lumadb.console.ui.theme.ThemeChoice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What the editor offers while one types, with real keys. Leaves pictures in {@code target/pictures}. */
@ExtendWith(ApplicationExtension.class)
class QueryAssistanceTest {

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
    void completesAtTheCaretWithoutTakingTheFocus(FxRobot robot) throws Exception {
        CodeArea editor = shown.editor(robot);
        shown.client.onComplete = asked -> asked.answer()
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
        until("open", () -> shown.tab().completion().openProperty().get());
        shown.picture(robot, "query-completion", ThemeChoice.LIGHT, 1258, 820);
        shown.picture(robot, "query-completion", ThemeChoice.DARK, 1258, 820);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.ENTER);

        assertThat(editor.getText()).isEqualTo("SELECT products\nFROM products");
        assertThat(editor.isFocused()).isTrue();
    }

    @Test
    void showsTheParametersOfACallThatIsBegunUntilTheCaretLeavesIt(FxRobot robot) throws Exception {
        CodeArea editor = shown.editor(robot);
        Signature round = new Signature(
                "ROUND", "ROUND(number, [digits])", List.of("number", "[digits]"), "the number, rounded half up", 0, 7);
        shown.client.onSignature = asked -> asked.answer()
                .complete(
                        switch (asked.text()) {
                            case "SELECT ROUND(" -> Optional.of(round);
                            case "SELECT ROUND(price, " -> Optional.of(withActive(round, 1));
                            default -> asked.text().endsWith(")") ? Optional.empty() : Optional.of(round);
                        });
        shown.client.onComplete = asked -> asked.answer()
                .complete(List.of(
                        new Completion("2", "value", "value of digits", 20),
                        new Completion("stock", "field", "field of products", 20)));
        robot.interact(() -> editor.replaceText(""));
        robot.interact(editor::requestFocus);

        robot.write("SELECT ROUND(");
        until("shown", () -> shown.tab().signature().shownProperty().get() != null);
        robot.write("price, ");
        until(
                "second",
                () -> Objects.requireNonNull(
                                        shown.tab().signature().shownProperty().get())
                                .active()
                        == 1);
        robot.push(KeyCode.CONTROL, KeyCode.SPACE);
        until("open", () -> shown.tab().completion().openProperty().get());
        shown.picture(robot, "query-signature", ThemeChoice.LIGHT, 1258, 820);
        shown.picture(robot, "query-signature", ThemeChoice.DARK, 1258, 820);
        robot.push(KeyCode.ESCAPE);
        robot.write("2)");
        until("left", () -> shown.tab().signature().shownProperty().get() == null);

        robot.push(KeyCode.LEFT);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.SPACE);
        assertThat(shown.client.signatures.getLast().what()).isEqualTo("lql at 21");
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
}
