package io.lumadb.query.language;

import java.util.Optional;

/** Where a text mentions something. */
final class Mention {

    private Mention() {}

    /**
     * The first place where a word stands by itself: best as it is written, then at the end of a path, then in whatever case. Names within
     * longer names are none.
     */
    static Optional<TextPosition> of(String word, String text) {
        return find(word, text, false, true)
                .or(() -> find(word, text, false, false))
                .or(() -> find(word, text, true, true));
    }

    private static Optional<TextPosition> find(String word, String text, boolean anyCase, boolean first) {
        for (int at = 0; !word.isEmpty() && at + word.length() <= text.length(); at++) {
            if (text.regionMatches(anyCase, at, word, 0, word.length())
                    && !isPartOfName(text, at - 1)
                    && !isPartOfName(text, at + word.length())
                    && !(first && at > 0 && text.charAt(at - 1) == '.')) {
                return Optional.of(TextPosition.in(text, at, word.length()));
            }
        }
        return Optional.empty();
    }

    private static boolean isPartOfName(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
