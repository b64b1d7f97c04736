package io.lumadb.query.editor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a caret is within a JQL command, which need not be finished.
 *
 * @param frames the objects and arrays around the caret, from the outside in
 * @param atKey a key is to be written at the caret, not a value
 * @param word what stands before the caret of the key or value, without its quote
 * @param from where that begins, in UTF-16 units
 * @param quoted it is within quotes
 * @param closed its closing quote stands behind the caret already
 */
record JqlCaret(List<Frame> frames, boolean atKey, String word, int from, boolean quoted, boolean closed) {

    JqlCaret {
        frames = List.copyOf(frames);
    }

    /** An object or an array, as far as it stands before the caret. */
    static final class Frame {
        private final boolean array;
        private final Set<String> keys = new LinkedHashSet<>();
        private final Map<String, String> texts = new TreeMap<>();
        private String key = "";
        private boolean awaitsValue;
        private int index;

        private Frame(boolean array) {
            this.array = array;
        }

        boolean array() {
            return array;
        }

        /** The key whose value the caret is in; empty in an array and where a key is to come. */
        String key() {
            return awaitsValue ? key : "";
        }

        /** How many elements, or pairs, are complete before the caret. */
        int index() {
            return index;
        }

        /** The keys so far in their order, with the one that is being written. */
        Set<String> keys() {
            return keys;
        }

        /** The text that is the value of a key; empty where there is none. */
        String text(String wanted) {
            return texts.getOrDefault(wanted, "");
        }

        private void value(String text) {
            if (!array && awaitsValue && !text.isEmpty()) {
                texts.put(key, text);
            }
        }
    }

    static JqlCaret at(String text, int offset) {
        return new Reader(text, Math.clamp(offset, 0, text.length())).read();
    }

    private static final class Reader {
        private final String text;
        private final int caret;
        private final Deque<Frame> open = new ArrayDeque<>();
        private int at;

        Reader(String text, int caret) {
            this.text = text;
            this.caret = caret;
        }

        JqlCaret read() {
            int wordStart = caret;
            while (at < caret) {
                char character = text.charAt(at);
                if (character == '"') {
                    int end = stringEnd(at + 1);
                    if (end >= caret) {
                        return string(at + 1, end);
                    }
                    quoted(text.substring(at + 1, end));
                    at = end + 1;
                    wordStart = caret;
                    continue;
                }
                if (isWord(character)) {
                    wordStart = wordStart == caret ? at : wordStart;
                } else {
                    wordStart = caret;
                    sign(character);
                }
                at++;
            }
            return new JqlCaret(frames(), atKey(), text.substring(wordStart, caret), wordStart, false, false);
        }

        private static boolean isWord(char character) {
            return Character.isLetterOrDigit(character) || "_$.-+".indexOf(character) >= 0;
        }

        /** The closing quote of a string that ends on its line, otherwise the end of the line or of the text. */
        private int stringEnd(int from) {
            int end = from;
            while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end, text.length());
        }

        private JqlCaret string(int from, int end) {
            boolean closed = end < text.length()
                    && text.charAt(end) == '"'
                    && text.substring(caret, end).isBlank();
            return new JqlCaret(frames(), atKey(), text.substring(from, caret), from, true, closed);
        }

        private void quoted(String content) {
            Frame frame = open.peek();
            if (frame == null) {
                return;
            }
            if (!frame.array && !frame.awaitsValue) {
                frame.key = content;
                frame.keys.add(content);
            } else {
                frame.value(content);
            }
        }

        private void sign(char character) {
            Frame frame = open.peek();
            switch (character) {
                case '{', '[' -> open.push(new Frame(character == '['));
                case '}', ']' -> open.poll();
                case ':' -> {
                    if (frame != null) {
                        frame.awaitsValue = true;
                    }
                }
                case ',' -> {
                    if (frame != null) {
                        frame.awaitsValue = false;
                        frame.index++;
                    }
                }
                default -> {}
            }
        }

        private boolean atKey() {
            Frame frame = open.peek();
            return frame != null && !frame.array && !frame.awaitsValue;
        }

        private List<Frame> frames() {
            List<Frame> frames = new ArrayList<>(open);
            return frames.reversed();
        }
    }
}
