package io.lumadb.query.nql.condition;

import io.lumadb.query.nql.text.Words;
import java.util.Optional;

/** How conditions are introduced, which says what may stand among them. */
public enum Manner {
    /** {@code where}: a comparison of a field. */
    PLAIN,
    /** {@code with}: also {@code a phone}, {@code no phone} and {@code status shipped}. */
    WITH,
    /** {@code that are}: also {@code active}. */
    ARE,
    /** {@code that are not}: the first of such conditions is denied. */
    ARE_NOT,
    /** {@code without}: {@code a phone}. */
    WITHOUT;

    /** Takes the words that introduce conditions. */
    public static Optional<Manner> introduced(Words words) {
        if (words.acceptAny("where", "whose", "if", "when", "for which")) {
            return Optional.of(PLAIN);
        }
        if (words.acceptAny(
                "with",
                "having",
                "that have",
                "that has",
                "that had",
                "who have",
                "who has",
                "which have",
                "which has",
                "have",
                "has")) {
            return Optional.of(WITH);
        }
        if (words.acceptAny(
                "that are",
                "that were",
                "that is",
                "who are",
                "who were",
                "who is",
                "which are",
                "which were",
                "are",
                "were")) {
            return Optional.of(ARE);
        }
        if (words.acceptAny(
                "that aren't",
                "that weren't",
                "who aren't",
                "who weren't",
                "which aren't",
                "which weren't",
                "aren't",
                "weren't")) {
            return Optional.of(ARE_NOT);
        }
        return words.acceptAny(
                        "without",
                        "that do not have",
                        "that don't have",
                        "who do not have",
                        "who don't have",
                        "which do not have",
                        "which don't have",
                        "do not have",
                        "don't have")
                ? Optional.of(WITHOUT)
                : Optional.empty();
    }
}
