package io.lumadb.console.ui.query.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns lines into comments and back. Only LQL has comments. */
public final class CommentToggle {

    private static final String MARK = "-- ";

    private CommentToggle() {}

    /** Replaces {@code start} … {@code end} of the text, whole lines, with {@code replacement}. */
    public record Edit(int start, int end, String replacement) {}

    /** The edit for the lines that a selection touches; empty where the language has no comments. */
    public static Optional<Edit> of(QueryLanguage language, String text, int selectionStart, int selectionEnd) {
        if (language != QueryLanguage.LQL) {
            return Optional.empty();
        }
        int start = text.lastIndexOf('\n', Math.max(0, selectionStart - 1)) + 1;
        if (selectionStart == 0) {
            start = 0;
        }
        int last = selectionEnd > selectionStart && text.charAt(selectionEnd - 1) == '\n'
                ? selectionEnd - 1
                : selectionEnd;
        int newline = text.indexOf('\n', last);
        int end = newline < 0 ? text.length() : newline;
        List<String> lines = Arrays.asList(text.substring(start, end).split("\n", -1));
        boolean commented = lines.stream()
                .filter(line -> !line.isBlank())
                .allMatch(line -> line.stripLeading().startsWith("--"));
        boolean blank = lines.stream().allMatch(String::isBlank);
        String replacement = lines.stream()
                .map(line -> commented && !blank ? uncomment(line) : comment(line, blank))
                .collect(Collectors.joining("\n"));
        return Optional.of(new Edit(start, end, replacement));
    }

    private static String comment(String line, boolean evenBlank) {
        return line.isBlank() && !evenBlank ? line : MARK + line;
    }

    private static String uncomment(String line) {
        int at = line.indexOf("--");
        if (at < 0) {
            return line;
        }
        int end = line.startsWith(" ", at + 2) ? at + 3 : at + 2;
        return line.substring(0, at) + line.substring(end);
    }
}
