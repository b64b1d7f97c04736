package io.lumadb.console.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FuzzyMatchTest {

    @Test
    void needsTheLettersInTheirOrder() {
        assertThat(FuzzyMatch.score("pam", "Heat map")).isEqualTo(FuzzyMatch.NONE);
        assertThat(FuzzyMatch.score("hm", "Heat map")).isPositive();
    }

    @Test
    void prefersTheStartsOfWords() {
        assertThat(FuzzyMatch.score("hm", "Heat map")).isGreaterThan(FuzzyMatch.score("hm", "The main query"));
    }

    @Test
    void prefersLettersThatFollowEachOther() {
        assertThat(FuzzyMatch.score("ord", "orders")).isGreaterThan(FuzzyMatch.score("ord", "old records"));
    }

    @Test
    void prefersTheShorterOfTwoEquals() {
        assertThat(FuzzyMatch.score("order", "orders")).isGreaterThan(FuzzyMatch.score("order", "orders of last year"));
    }

    @Property
    void findsEveryTextByItself(@ForAll @AlphaChars @StringLength(min = 1, max = 40) String text) {
        assertThat(FuzzyMatch.score(text, text)).isNotEqualTo(FuzzyMatch.NONE);
    }

    @Property
    void findsEveryTextByEachSecondLetter(@ForAll @AlphaChars @StringLength(min = 1, max = 40) String text) {
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < text.length(); i += 2) {
            typed.append(text.charAt(i));
        }

        assertThat(FuzzyMatch.score(typed.toString(), text)).isNotEqualTo(FuzzyMatch.NONE);
    }
}
