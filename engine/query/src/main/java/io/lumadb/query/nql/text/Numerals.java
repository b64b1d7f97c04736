package io.lumadb.query.nql.text;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Small numbers written as words. */
public final class Numerals {

    private static final List<String> WORDS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty");

    private Numerals() {}

    /** The number from 0 to 20 that a word means. */
    public static OptionalLong of(String word) {
        int number = WORDS.indexOf(word.toLowerCase(Locale.ROOT));
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** The number that digits, at most five of them, or a word mean. */
    public static OptionalLong counted(Word word) {
        if (!word.isPlain()) {
            return OptionalLong.empty();
        }
        boolean digits = word.text().length() <= 5 && word.text().chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(word.text())) : of(word.text());
    }
}
