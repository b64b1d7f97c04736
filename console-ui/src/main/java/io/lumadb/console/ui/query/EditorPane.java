package io.lumadb.console.ui.query;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.editor.CompletionList;
import io.lumadb.console.ui.query.editor.SignatureTip;
import io.lumadb.console.ui.query.text.CommentToggle;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.widget.Widgets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.IndexRange;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/** The editor of one tab, and below it what is wrong with its text or has to be confirmed. Belongs to the FX thread. */
final class EditorPane extends VBox {

    private final QueryTabViewModel tab;
    private final CodePane code;
    private final HBox problemStrip = new HBox();
    private final HBox questionStrip = new HBox();

    EditorPane(QueryTabViewModel tab, Threads threads, CompletionList completions, SignatureTip signature) {
        this.tab = tab;
        code = CodePane.editor(threads);
        CodeArea area = code.area();
        area.setId("query-editor");
        area.setAccessibleText("Query text");
        area.setPlaceholder(placeholder());
        code.show(tab.language(), tab.text());
        area.moveTo(Math.clamp(tab.caretProperty().get(), 0, area.getLength()));
        area.textProperty().addListener((observable, before, after) -> typed(after));
        area.caretPositionProperty()
                .addListener((observable, before, after) -> tab.caretProperty().set(after));
        tab.textProperty().subscribe(text -> code.show(tab.language(), text));
        tab.languageProperty().subscribe(code::setLanguage);
        tab.runner().problemProperty().subscribe(this::showProblem);
        tab.runner().questionProperty().subscribe(this::showQuestion);
        area.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        completions.serve(
                area,
                tab.completion(),
                insertion -> area.replaceText(insertion.from(), insertion.to(), insertion.text()));
        area.caretPositionProperty().addListener((observable, before, after) -> {
            if (tab.completion().openProperty().get()) {
                tab.completion().typed(area.getText(), after);
            }
            tab.signature().moved(tab.language(), area.getText(), after);
        });
        signature.serve(area, tab.signature());
        problemStrip.getStyleClass().add("problem-strip");
        questionStrip.getStyleClass().add("question-strip");
        VBox.setVgrow(code, Priority.ALWAYS);
        getChildren().addAll(code, problemStrip, new QuestionStrip(tab.question(), threads), questionStrip);
        setMinHeight(0);
    }

    private static Label placeholder() {
        KeyBindings keys = KeyBindings.current();
        return Widgets.label(
                "Write a query.  " + keys.text(Command.RUN) + " runs it, " + keys.text(Command.COMPLETE)
                        + " completes.",
                "editor-placeholder");
    }

    CodePane code() {
        return code;
    }

    /** Brings the caret somewhere and the focus into the editor. */
    void goTo(int offset) {
        code.goTo(offset);
    }

    void run() {
        IndexRange selection = code.area().getSelection();
        tab.run(selection.getStart(), selection.getEnd());
    }

    /** Asks what could be written at the caret. */
    void complete() {
        tab.completion().request(tab.language(), code.text(), code.area().getCaretPosition());
    }

    /** Shows how the call around the caret is written. */
    void showSignature() {
        tab.signature().request(tab.language(), code.text(), code.area().getCaretPosition());
    }

    /** Lays the text out, as an edit that can be undone; the caret stays at its word. */
    void format() {
        CodeArea area = code.area();
        tab.format(text -> {
            if (!text.equals(area.getText())) {
                long signs = signs(area.getText(), area.getCaretPosition());
                area.replaceText(0, area.getLength(), text);
                area.moveTo(behind(text, signs));
                area.requestFollowCaret();
            }
        });
    }

    /** How many characters other than white space stand before an offset. */
    private static long signs(String text, int offset) {
        return text.chars()
                .limit(offset)
                .filter(sign -> !Character.isWhitespace(sign))
                .count();
    }

    private static int behind(String text, long signs) {
        int offset = 0;
        for (long left = signs; left > 0 && offset < text.length(); offset++) {
            left -= Character.isWhitespace(text.charAt(offset)) ? 0 : 1;
        }
        return offset;
    }

    /** Turns the selected lines into comments or back; nothing where the language has none. */
    void toggleComment() {
        CodeArea area = code.area();
        IndexRange selection = area.getSelection();
        CommentToggle.of(tab.language(), area.getText(), selection.getStart(), selection.getEnd())
                .ifPresent(edit -> {
                    int caret = area.getCaretPosition() + edit.replacement().length() - (edit.end() - edit.start());
                    boolean lines = selection.getLength() > 0;
                    area.replaceText(edit.start(), edit.end(), edit.replacement());
                    if (lines) {
                        area.selectRange(
                                edit.start(), edit.start() + edit.replacement().length());
                    } else {
                        area.moveTo(Math.clamp(caret, edit.start(), area.getLength()));
                    }
                });
    }

    private void typed(String text) {
        if (!text.equals(tab.text())) {
            tab.textProperty().set(text);
        }
        tab.caretProperty().set(code.area().getCaretPosition());
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER
                && !event.isShortcutDown()
                && !event.isAltDown()
                && !event.isControlDown()) {
            indent();
        }
    }

    /** The new line begins where the one above does. The key itself was handled before: the caret is on the new line. */
    private void indent() {
        CodeArea area = code.area();
        int line = area.getCurrentParagraph();
        if (line == 0 || area.getCaretColumn() != 0) {
            return;
        }
        String above = area.getParagraph(line - 1).getText();
        int spaces = 0;
        while (spaces < above.length() && above.charAt(spaces) == ' ') {
            spaces++;
        }
        if (spaces > 0) {
            area.insertText(area.getCaretPosition(), " ".repeat(spaces));
        }
    }

    private void showProblem(@Nullable RunProblem problem) {
        Widgets.showOnly(problemStrip, problem != null);
        if (problem == null) {
            code.clearProblem();
            return;
        }
        Label message = Widgets.paragraph(problem.message(), "problem-message");
        message.setGraphic(Widgets.icon("fth-alert-circle"));
        VBox words = new VBox(2, message);
        if (problem.hint() != null) {
            words.getChildren().add(Widgets.paragraph(problem.hint(), "problem-hint"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        problemStrip.getChildren().setAll(words);
        RunProblem.Place place = problem.place();
        if (place != null) {
            code.markProblem(place.offset(), place.length());
            Button jump = new Button("Line " + place.line() + ", column " + place.column());
            jump.getStyleClass().addAll("small", "problem-jump");
            jump.setMinWidth(USE_PREF_SIZE);
            jump.setOnAction(event -> goToProblem(place));
            problemStrip.getChildren().add(jump);
            problemStrip.setOnMouseClicked(event -> goToProblem(place));
        } else {
            problemStrip.setOnMouseClicked(null);
        }
        problemStrip.setAlignment(Pos.CENTER_LEFT);
        problemStrip.setAccessibleText(problem.message());
    }

    /** Where the mark is by now, which text typed above it has moved. */
    private void goToProblem(RunProblem.Place place) {
        goTo(code.problem().map(range -> range[0]).orElse(place.offset()));
    }

    private void showQuestion(QueryRunner.@Nullable WriteQuestion question) {
        Widgets.showOnly(questionStrip, question != null);
        if (question == null) {
            return;
        }
        Label words = Widgets.paragraph(question.text(), "strong");
        words.setGraphic(Widgets.icon("fth-alert-triangle"));
        HBox.setHgrow(words, Priority.ALWAYS);
        Button yes = new Button("Run it");
        yes.getStyleClass().add("danger");
        yes.setOnAction(event -> tab.runner().confirm());
        Button no = new Button("Leave it");
        no.setCancelButton(true);
        no.setOnAction(event -> tab.runner().dismiss());
        yes.setMinWidth(USE_PREF_SIZE);
        no.setMinWidth(USE_PREF_SIZE);
        questionStrip.getChildren().setAll(words, no, yes);
        questionStrip.setAlignment(Pos.CENTER_LEFT);
        no.requestFocus();
    }
}
