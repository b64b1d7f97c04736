package io.lumadb.query.language;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
public final class Suggestions {

    private Suggestions() {}

    /**
     * The candidate nearest to a word: at most a third of its letters wrong, missing, too many or swapped with their
     * neighbour (Damerau 1964), upper and lower case being the same. Of equals the one that begins like the word for longest.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return nearest(word, candidates, Math.max(1, (word.length() + 1) / 3));
    }

    /** The candidate nearest to a word, however far it is; none only where there are no candidates. */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        return nearest(word, candidates, Integer.MAX_VALUE - 1);
    }

    private static Optional<String> nearest(String word, Collection<String> candidates, int bound) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = bound + 1;
        int bestBeginning = 0;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - wanted.length()) <= bestDistance) {
                String written = candidate.toLowerCase(Locale.ROOT);
                int distance = distance(wanted, written);
                int beginning = beginning(wanted, written);
                boolean nearer = distance < bestDistance || distance == bestDistance && beginning > bestBeginning;
                if (nearer && distance <= bound && distance < Math.max(wanted.length(), written.length())) {
                    best = candidate;
                    bestDistance = distance;
                    bestBeginning = beginning;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many letters both begin with. */
    private static int beginning(String left, String right) {
        int most = Math.min(left.length(), right.length());
        int same = 0;
        while (same < most && left.charAt(same) == right.charAt(same)) {
            same++;
        }
        return same;
    }

    /** A hint that asks for the nearest candidate, or null when none is near. */
    public static @Nullable String didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(found -> "did you mean " + found + "?")
                .orElse(null);
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each counting 1. */
    private static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j < last.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[right.length()];
    }
}
