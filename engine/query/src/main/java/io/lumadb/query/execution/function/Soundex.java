package io.lumadb.query.execution.function;

import java.util.Locale;

/** The American Soundex code of a word (Russell 1918), as the United States' archives compute it. */
final class Soundex {

    /** The digit of each letter from A on. Vowels have none, nor have H and W, which do not even part two letters alike. */
    private static final String DIGITS = "01230120022455012623010202";

    private static final int LENGTH = 4;

    private Soundex() {}

    /** Empty for a text without a letter from A to Z. */
    static String of(String text) {
        StringBuilder code = new StringBuilder(LENGTH);
        char last = '0';
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            char letter = upper.charAt(i);
            if (letter < 'A' || letter > 'Z') {
                continue;
            }
            char digit = DIGITS.charAt(letter - 'A');
            if (code.isEmpty()) {
                code.append(letter);
            } else if (digit != '0' && digit != last && code.length() < LENGTH) {
                code.append(digit);
            }
            if (letter != 'H' && letter != 'W') {
                last = digit;
            }
        }
        return code.isEmpty() ? "" : code + "0".repeat(LENGTH - code.length());
    }
}
