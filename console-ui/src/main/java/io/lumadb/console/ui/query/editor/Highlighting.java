package io.lumadb.console.ui.query.editor;

import io.lumadb.console.ui.query.text.Brackets;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.jspecify.annotations.Nullable;

/** Works out the style classes of a text, line by line. Pure: runs on any thread. */
final class Highlighting {

    /** Longer texts stay plain: colouring them would cost more than it helps. */
    static final int LONGEST_TEXT = 1_000_000;

    private static final List<String> PLAIN = List.of();

    private Highlighting() {}

    /**
     * What to colour.
     *
     * @param mark what is underlined as wrong; null for nothing
     * @param caret whose bracket is matched; negative for none
     */
    record Request(
            String text, QueryLanguage language, @Nullable Mark mark, int caret) {}

    /** A stretch of text, in UTF-16 units; an empty one marks the character before or behind it. */
    record Mark(int start, int end) {}

    private record Piece(int end, List<String> classes) {}

    /** One entry a line; lines without characters are null, because they have nothing to colour. */
    static List<Optional<StyleSpans<Collection<String>>>> lines(Request request) {
        String text = request.text();
        List<Piece> pieces = pieces(request);
        List<Optional<StyleSpans<Collection<String>>>> lines = new ArrayList<>();
        int piece = 0;
        int start = 0;
        while (start <= text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (end == start) {
                lines.add(Optional.empty());
            } else {
                StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
                int at = start;
                while (at < end) {
                    while (pieces.get(piece).end() <= at) {
                        piece++;
                    }
                    int stop = Math.min(end, pieces.get(piece).end());
                    spans.add(pieces.get(piece).classes(), stop - at);
                    at = stop;
                }
                lines.add(Optional.of(spans.create()));
            }
            start = end + 1;
        }
        return lines;
    }

    /** The text cut wherever a class begins or ends. */
    private static List<Piece> pieces(Request request) {
        String text = request.text();
        List<Token> tokens =
                text.length() > LONGEST_TEXT ? List.of() : request.language().tokens(text);
        Optional<Brackets.Pair> brackets =
                request.caret() < 0 ? Optional.empty() : Brackets.around(tokens, text, request.caret());
        Mark mark = visible(request.mark(), text);
        TreeSet<Integer> cuts = new TreeSet<>();
        cuts.add(text.length());
        tokens.forEach(token -> cuts.add(token.end()));
        brackets.ifPresent(pair -> cuts.addAll(List.of(pair.open(), pair.open() + 1, pair.close(), pair.close() + 1)));
        if (mark != null) {
            cuts.add(mark.start());
            cuts.add(mark.end());
        }
        List<Piece> pieces = new ArrayList<>();
        int token = 0;
        int start = 0;
        for (int end : cuts) {
            if (end <= start) {
                continue;
            }
            while (token < tokens.size() && tokens.get(token).end() <= start) {
                token++;
            }
            String color = token < tokens.size() ? tokens.get(token).kind().styleClass() : "";
            boolean bracket = isOneOf(brackets, start);
            boolean wrong = mark != null && start >= mark.start() && end <= mark.end();
            pieces.add(new Piece(end, classes(color, bracket, wrong)));
            start = end;
        }
        return pieces;
    }

    private static boolean isOneOf(Optional<Brackets.Pair> brackets, int offset) {
        return brackets.isPresent()
                && (brackets.get().open() == offset || brackets.get().close() == offset);
    }

    /** At least one character, inside the text. */
    private static @Nullable Mark visible(@Nullable Mark mark, String text) {
        if (mark == null || text.isEmpty()) {
            return null;
        }
        int start = Math.clamp(mark.start(), 0, text.length() - 1);
        int end = Math.clamp(mark.end(), start + 1, text.length());
        // A line break has no glyph to underline: what is missing at a line's end is shown on its last character.
        while (start > 0 && text.charAt(start) == '\n') {
            start--;
        }
        return new Mark(start, end);
    }

    private static List<String> classes(String color, boolean bracket, boolean wrong) {
        if (!bracket && !wrong) {
            return color.isEmpty() ? PLAIN : List.of(color);
        }
        List<String> classes = new ArrayList<>();
        if (!color.isEmpty()) {
            classes.add(color);
        }
        if (bracket) {
            classes.add("bracket-match");
        }
        if (wrong) {
            classes.add("problem");
        }
        return List.copyOf(classes);
    }
}
