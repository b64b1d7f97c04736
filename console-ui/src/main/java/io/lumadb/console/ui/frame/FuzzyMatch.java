package io.lumadb.console.ui.frame;

import java.util.Locale;

/**
 * How well typed letters fit a text: they have to appear in it in their order. Letters that follow each other and letters
 * that begin a word count more, so that {@code htm} finds Heat map before anything else.
 */
final class FuzzyMatch {

    /** The text does not have the letters. */
    static final int NONE = -1;

    private static final int LETTER = 1;
    private static final int FOLLOWING = 6;
    private static final int WORD_START = 9;
    private static final int WHOLE_WORD = 25;

    private FuzzyMatch() {}

    /** {@link #NONE}, or a score that is higher the better the letters fit; 0 for no letters. */
    static int score(String typed, String text) {
        String letters = typed.strip().toLowerCase(Locale.ROOT);
        String target = text.toLowerCase(Locale.ROOT);
        if (letters.isEmpty()) {
            return 0;
        }
        int found = target.indexOf(letters);
        int bonus = found < 0 ? 0 : WHOLE_WORD + (startsWord(target, found) ? WHOLE_WORD : 0);
        int best = NONE;
        for (int start = target.indexOf(letters.charAt(0));
                start >= 0;
                start = target.indexOf(letters.charAt(0), start + 1)) {
            best = Math.max(best, scoreFrom(letters, target, start));
        }
        // Shorter texts first among equals.
        return best == NONE ? NONE : (best + bonus) * 16 - Math.min(15, text.length() / 4);
    }

    private static int scoreFrom(String letters, String target, int start) {
        int score = 0;
        int at = start - 1;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == ' ') {
                continue;
            }
            int next = nextBest(target, letter, at + 1);
            if (next < 0) {
                return NONE;
            }
            score += LETTER + (next == at + 1 && i > 0 ? FOLLOWING : 0) + (startsWord(target, next) ? WORD_START : 0);
            at = next;
        }
        return score;
    }

    /** The next place of the letter: right here, else at the start of a word, else anywhere. */
    private static int nextBest(String target, char letter, int from) {
        int anywhere = target.indexOf(letter, from);
        if (anywhere == from) {
            return from;
        }
        for (int at = anywhere; at >= 0; at = target.indexOf(letter, at + 1)) {
            if (startsWord(target, at)) {
                return at;
            }
        }
        return anywhere;
    }

    private static boolean startsWord(String target, int at) {
        return at == 0 || !Character.isLetterOrDigit(target.charAt(at - 1));
    }
}
