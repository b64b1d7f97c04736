package io.lumadb.console.ui.query.editor;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.Caret;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.PlainTextChange;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.util.UndoUtils;
import org.jspecify.annotations.Nullable;

/**
 * Query text with colours: to write in, or to read. Belongs to the FX thread; colours are worked out elsewhere, and those that
 * come after the next key are dropped.
 */
public final class CodePane extends StackPane {

    private final Threads threads;
    private final CodeArea area = new CodeArea();
    private QueryLanguage language = QueryLanguage.LQL;
    private Highlighting.@Nullable Mark mark;
    private long asked;
    private boolean bracketShown;

    private CodePane(Threads threads, boolean editable) {
        this.threads = threads;
        getStyleClass().addAll("code-pane", editable ? "editing" : "reading");
        area.getStyleClass().add("mono");
        area.setEditable(editable);
        area.setUndoManager(UndoUtils.plainTextUndoManager(area, Duration.ofMillis(500)));
        area.setAccessibleRole(AccessibleRole.TEXT_AREA);
        area.plainTextChanges().subscribe(this::textChanged);
        VirtualizedScrollPane<CodeArea> scroll = new VirtualizedScrollPane<>(area);
        getChildren().add(scroll);
        setMinSize(0, 0);
        if (editable) {
            area.setParagraphGraphicFactory(this::lineNumber);
            area.caretPositionProperty().addListener((observable, before, after) -> caretMoved());
        } else {
            area.setWrapText(true);
            area.setShowCaret(Caret.CaretVisibility.OFF);
        }
    }

    public static CodePane editor(Threads threads) {
        return new CodePane(threads, true);
    }

    public static CodePane reader(Threads threads) {
        return new CodePane(threads, false);
    }

    /** The control itself: caret, selection, undo. */
    public CodeArea area() {
        return area;
    }

    public String text() {
        return area.getText();
    }

    /** Replaces the whole text, if it is another, and forgets how to undo it. */
    public void show(QueryLanguage newLanguage, String text) {
        boolean sameLanguage = language == newLanguage;
        language = newLanguage;
        if (!area.getText().equals(text)) {
            area.replaceText(text);
            area.getUndoManager().forgetHistory();
        } else if (!sameLanguage) {
            highlight();
        }
    }

    public void setLanguage(QueryLanguage newLanguage) {
        if (language != newLanguage) {
            language = newLanguage;
            highlight();
        }
    }

    public QueryLanguage language() {
        return language;
    }

    /** Underlines a stretch as wrong, until that stretch is edited. */
    public void markProblem(int start, int length) {
        mark = new Highlighting.Mark(start, start + length);
        highlight();
    }

    public void clearProblem() {
        if (mark != null) {
            mark = null;
            highlight();
        }
    }

    /** The stretch that is underlined, as offsets; empty for none. */
    public Optional<int[]> problem() {
        Highlighting.Mark current = mark;
        return current == null ? Optional.empty() : Optional.of(new int[] {current.start(), current.end()});
    }

    /** Puts the caret somewhere, in sight, and takes the focus. */
    public void goTo(int offset) {
        area.moveTo(Math.clamp(offset, 0, area.getLength()));
        area.requestFollowCaret();
        area.requestFocus();
    }

    private void textChanged(PlainTextChange change) {
        Highlighting.Mark current = mark;
        if (current != null) {
            int shift = change.getInserted().length() - change.getRemoved().length();
            boolean before = change.getPosition() + change.getRemoved().length() <= current.start();
            boolean behind = change.getPosition() >= current.end();
            if (before) {
                mark = new Highlighting.Mark(current.start() + shift, current.end() + shift);
            } else if (!behind) {
                mark = null;
            }
        }
        highlight();
    }

    private void caretMoved() {
        int caret = area.getCaretPosition();
        boolean beside = isBracket(caret - 1) || isBracket(caret);
        if (beside || bracketShown) {
            bracketShown = beside;
            highlight();
        }
    }

    private boolean isBracket(int offset) {
        return offset >= 0 && offset < area.getLength() && "()[]{}".contains(area.getText(offset, offset + 1));
    }

    private void highlight() {
        long number = ++asked;
        Highlighting.Request request = new Highlighting.Request(
                area.getText(), language, mark, area.isEditable() ? area.getCaretPosition() : -1);
        threads.background().execute(() -> {
            List<Optional<StyleSpans<Collection<String>>>> lines = Highlighting.lines(request);
            threads.fx().execute(() -> {
                if (number == asked) {
                    apply(lines);
                }
            });
        });
    }

    private void apply(List<Optional<StyleSpans<Collection<String>>>> lines) {
        int paragraphs = Math.min(lines.size(), area.getParagraphs().size());
        for (int paragraph = 0; paragraph < paragraphs; paragraph++) {
            StyleSpans<Collection<String>> spans = lines.get(paragraph).orElse(null);
            if (spans != null
                    && spans.length() == area.getParagraphLength(paragraph)
                    && !spans.equals(area.getStyleSpans(paragraph))) {
                area.setStyleSpans(paragraph, 0, spans);
            }
        }
    }

    private Node lineNumber(int paragraph) {
        Label number = new Label(Integer.toString(paragraph + 1));
        number.getStyleClass().addAll("line-number", "mono");
        number.setAlignment(Pos.TOP_RIGHT);
        number.setMinWidth(Region.USE_PREF_SIZE);
        return number;
    }
}
