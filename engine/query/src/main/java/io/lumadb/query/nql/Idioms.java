package io.lumadb.query.nql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns of phrase that people use for what the grammar says in other words. They are for the hint of a refused question only: what
 * they give is shown, never run, and shown only where it is a sentence about fields that there are.
 */
final class Idioms {

    private record Idiom(Pattern said, String meant) {}

    private static final String COUNT = "(?:(\\d+|two|three|four|five|six|seven|eight|nine|ten) )?";

    /** The grammar's words by other words. */
    private static final List<Idiom> SAID_OTHERWISE = List.of(
            idiom("what's\\b", "what is"),
            idiom("ends in\\b", "ends with"),
            idiom("with no ", "without "),
            idiom("=>", ">="),
            idiom("=<", "<="));

    /** Phrases that stand for a field, which there has to be. */
    private static final List<Idiom> ABOUT_FIELDS = List.of(
            idiom("(?:that |which )?costs? (less|more) than\\b", "where price is $1 than"),
            idiom("costing (less|more) than\\b", "where price is $1 than"),
            idiom("(?:that |which )?(?:are )?cheaper than\\b", "where price is less than"),
            idiom("(?:that |which )?(?:are )?(?:more expensive|dearer) than\\b", "where price is more than"),
            idiom("priced (between|over|under|above|below|at least|at most)\\b", "where price is $1"),
            idiom(
                    "(?:the )?" + COUNT + "most expensive " + COUNT + "(\\w+)",
                    "first $1$2 $3 sorted by price descending"),
            idiom("(?:the )?" + COUNT + "cheapest " + COUNT + "(\\w+)", "first $1$2 $3 sorted by price"),
            idiom("in (?:the )?(\\w+) (\\w+)$", "where $1 is $2"),
            idiom(
                    "with (over|under|more than|less than|fewer than|at least|at most) ([0-9]+) (\\w+)",
                    "where $3 is $1 $2"),
            idiom("with ([0-9]+) (\\w+)", "where $2 is $1"),
            idiom("between ([0-9]+) and ([0-9]+) (\\w+)", "where $3 is between $1 and $2"),
            idiom("the ([0-9]+) (\\w+) with the (?:highest|most) (\\w+)$", "top $1 $2 by $3"),
            idiom("the (\\w+) with the (?:highest|most) (\\w+)$", "top 1 $1 by $2"),
            idiom("(?:each )?(\\w+)(?:'s|') (\\w+)$", "$2 of $1"),
            idiom("(are|is) still\\b", "$1"),
            idiom("^(find|show|list|get|show me|give me)? ?(?:the )?last " + COUNT + "(\\w+)$", "find newest $2 $3"));

    /** What is said of a change in other words. */
    private static final List<Idiom> CHANGING = List.of(
            idiom("set ([\\w.]+(?: \\w+)?) to (?:the )?\\1 ?(?:\\+|plus) ?([0-9.]+)(?=\\s|,|$)", "increase $1 by $2"),
            idiom("set ([\\w.]+(?: \\w+)?) to (?:the )?\\1 ?(?:-|minus) ?([0-9.]+)(?=\\s|,|$)", "decrease $1 by $2"),
            idiom("^(add|insert|create) an? (?:new )?(\\w+) (?:named|called) (\\S+)(?: with|,|$)", "$1 to $2 name $3,"),
            idiom("^(add|insert|create) an? (?:new )?(\\w+) with\\b", "$1 to $2"));

    private Idioms() {}

    private static Idiom idiom(String said, String meant) {
        return new Idiom(Pattern.compile("(?i)(?<![\\p{L}\\p{N}])" + said), meant);
    }

    /** The sentence with the grammar's words for others that mean the same; empty where it has none. */
    static Optional<String> saidOtherwise(String sentence) {
        return replaced(sentence, SAID_OTHERWISE);
    }

    /** A change in the grammar's words for others that mean the same; empty where it has none. */
    static Optional<String> changing(String sentence) {
        return replaced(sentence, CHANGING).map(said -> said.replaceAll(",$", ""));
    }

    /** The sentence with a field's name for a phrase about it; empty where it has none. */
    static Optional<String> aboutFields(String sentence) {
        return replaced(sentence, ABOUT_FIELDS);
    }

    private static Optional<String> replaced(String sentence, List<Idiom> idioms) {
        String plain = sentence;
        for (Idiom idiom : idioms) {
            plain = idiom.said.matcher(plain).replaceAll(idiom.meant);
        }
        // "The cheapest product" is one, "the cheapest products" are all of them in that order.
        String counted = plain.replaceAll("\\s+", " ")
                .replaceAll("first (?=\\p{L}+s sorted)", "")
                .replaceAll("first (?=\\p{L}+ sorted)", "first 1 ")
                .strip();
        return plain.equals(sentence) ? Optional.empty() : Optional.of(counted);
    }
}
