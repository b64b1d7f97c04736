package io.lumadb.query.jql;

import io.lumadb.query.language.Names;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lays a command out for people: on one line while it is short, one key a line otherwise. Numbers and strings stay as they
 * are written. Stateless.
 */
public final class JqlFormatter {

    /** Columns. */
    private static final int WIDEST = 100;

    private final String text;
    private final StringBuilder laidOut = new StringBuilder();
    private int at;

    private JqlFormatter(String text) {
        this.text = text;
    }

    /**
     * The same command, laid out; formatting that again changes nothing.
     *
     * @throws io.lumadb.query.language.QueryError where it does not parse
     */
    public static String format(String command) {
        new JqlLanguage().parse(command, Names.NONE);
        String dense = dense(command);
        String laidOut = new JqlFormatter(dense).layOut();
        return command.endsWith("\n") ? laidOut + "\n" : laidOut;
    }

    /** The command with one space behind each comma and colon and none elsewhere. */
    private static String dense(String command) {
        StringBuilder dense = new StringBuilder(command.length());
        for (int i = 0; i < command.length(); i++) {
            char sign = command.charAt(i);
            if (sign == '"') {
                int end = stringEnd(command, i);
                dense.append(command, i, end);
                i = end - 1;
            } else if (!Character.isWhitespace(sign)) {
                dense.append(sign);
                if (sign == ',' || sign == ':') {
                    dense.append(' ');
                }
            }
        }
        return dense.toString();
    }

    /** Behind the closing quote of the string that begins at {@code from}. */
    private static int stringEnd(String text, int from) {
        int i = from + 1;
        while (text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private String layOut() {
        Deque<Boolean> broken = new ArrayDeque<>();
        while (at < text.length()) {
            char sign = text.charAt(at);
            switch (sign) {
                case '"' -> {
                    int end = stringEnd(text, at);
                    laidOut.append(text, at, end);
                    at = end - 1;
                }
                case '{', '[' -> {
                    broken.push(!fits());
                    laidOut.append(sign);
                    breakLine(broken.element(), broken.size());
                }
                case '}', ']' -> {
                    boolean wasBroken = broken.pop();
                    breakLine(wasBroken, broken.size());
                    laidOut.append(sign);
                }
                case ',' -> {
                    laidOut.append(sign);
                    if (broken.element()) {
                        breakLine(true, broken.size());
                        at++;
                    }
                }
                default -> laidOut.append(sign);
            }
            at++;
        }
        return laidOut.toString();
    }

    private void breakLine(boolean broken, int depth) {
        if (broken) {
            laidOut.append('\n').repeat(' ', 2 * depth);
        }
    }

    /** Whether what stands between the bracket here and its counterpart fits on the rest of the line, or is empty. */
    private boolean fits() {
        int room = WIDEST - (laidOut.length() - (laidOut.lastIndexOf("\n") + 1));
        int depth = 0;
        int i = at;
        do {
            switch (text.charAt(i)) {
                case '"' -> i = stringEnd(text, i) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            i++;
        } while (depth > 0 && i - at <= room + 1);
        return depth == 0 && (i - at <= room || i - at == 2);
    }
}
