package io.lumadb.query.nql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether a mended sentence still says what the refused one does: of its words only those may be gone that say nothing by
 * themselves, or that others stand in the place of. Without the rest it would ask for other documents.
 */
final class KeptWords {

    private static final Pattern WORD = Pattern.compile("[^\\s,()\\[\\]=<>!;\"'`]+|[=<>!]+");

    /** {@code 50,000} is one number. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<=[0-9]),(?=[0-9]{3})");

    /** What joins and introduces: without what was to follow it says nothing. */
    private static final Set<String> FREE = Set.of(
            "a", "an", "the", "me", "us", "all", "of", "to", "by", "and", "or", "where", "with", "whose", "that",
            "which", "who", "having", "is", "are", "sorted", "sort", "ordered", "order", "please", "now", "quickly",
            "really", "just", "on", "also");

    private KeptWords() {}

    /**
     * Whether no word of the refused sentence is lost.
     *
     * @param collection whether a word names a collection, which need not be named twice
     */
    static boolean all(String refused, String mended, Predicate<String> collection) {
        List<String> before = words(refused);
        List<String> after = words(mended);
        int[][] common = common(before, after);
        int i = 0;
        int j = 0;
        int lost = 0;
        int put = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                if (lost > put) {
                    return false;
                }
                lost = 0;
                put = 0;
                i++;
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                String word = before.get(i);
                boolean moved = Collections.frequency(after, word) >= Collections.frequency(before, word);
                lost += moved || isFree(word, after, collection) ? 0 : 1;
                i++;
            } else {
                put++;
                j++;
            }
        }
        return lost <= put;
    }

    private static boolean isFree(String word, List<String> after, Predicate<String> collection) {
        return FREE.contains(word)
                || collection.test(word)
                        && after.stream().anyMatch(other -> other.startsWith(word) || word.startsWith(other));
    }

    private static List<String> words(String sentence) {
        return WORD.matcher(SEPARATOR.matcher(sentence).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("\\.$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** How many words from two places on stand in both sentences in that order (longest common subsequence). */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** The words of a mended sentence that the refused one does not have. */
    static List<String> added(String refused, String mended) {
        List<String> added = new ArrayList<>(words(mended));
        words(refused).forEach(added::remove);
        return added;
    }
}
