package io.lumadb.cluster.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant, for the hint of a refusal. */
public final class Spelling {

    private Spelling() {}

    /** The known name with the fewest edits, when that is at most a third of the word; names are compared without case. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int mostEdits = Math.max(1, word.length() / 3);
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> edits(lower, name.toLowerCase(Locale.ROOT)) <= mostEdits)
                .min(Comparator.comparingInt((String name) -> edits(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= right.length(); column++) {
                int above = row[column];
                int change = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
                row[column] = Math.min(change, 1 + Math.min(above, row[column - 1]));
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
