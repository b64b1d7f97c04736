package io.lumadb.query.nql;

import io.lumadb.query.nql.name.Candidates;
import io.lumadb.query.nql.name.KnownNames;
import io.lumadb.query.nql.name.NameIndex;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a word may be a slip of: words of the language, and names of the catalog and of the collections that a sentence mentions. */
final class Spellings {

    private static final int MOST_REPLACEMENTS = 4;

    private final KnownNames names;
    private final Set<String> mentioned;

    Spellings(KnownNames names, Set<String> mentioned) {
        this.names = names;
        this.mentioned = mentioned;
    }

    /** Known words and names that are spelt like a word, or contain it. */
    Set<String> alike(Word word, boolean first) {
        List<NameIndex> indexes = mentioned.stream().map(names::fields).toList();
        List<String> fields = indexes.stream()
                .flatMap(index -> index.known().stream())
                .distinct()
                .toList();
        Map<String, String> ends = Candidates.ends(fields);
        boolean misspelt = !Vocabulary.isWord(word.text());
        Set<String> alike = new LinkedHashSet<>();
        if (first && misspelt) {
            alike.addAll(nearest(word, Vocabulary.VERBS));
        }
        Numerals.of(word.text()).ifPresent(number -> alike.add(Long.toString(number)));
        alike.addAll(nearest(word, names.collections().known()));
        alike.addAll(misspelt ? nearest(word, Complaints.CLAUSE_WORDS) : List.of());
        if (misspelt) {
            slips(word, fields).forEach(alike::add);
            slips(word, ends.keySet()).forEach(end -> alike.add(ends.getOrDefault(end, end)));
        }
        indexes.forEach(index -> alike.addAll(index.find(word.text(), true)));
        // Slips of the finger keep the first letter mostly; without it Monday would be today.
        nearest(word, Vocabulary.all()).stream()
                .filter(known -> misspelt && known.charAt(0) == word.lower().charAt(0))
                .forEach(alike::add);
        fields.stream()
                .filter(field -> word.text().length() > 2
                        && field.toLowerCase(Locale.ROOT).contains(word.lower()))
                .forEach(alike::add);
        return alike;
    }

    /** The nearest names that begin with the same letter, or with the first two of them swapped. */
    private static List<String> slips(Word word, Collection<String> candidates) {
        String written = word.lower();
        return nearest(word, candidates).stream()
                .filter(name -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    boolean swapped = written.length() > 1
                            && lower.length() > 1
                            && lower.charAt(0) == written.charAt(1)
                            && lower.charAt(1) == written.charAt(0);
                    return lower.charAt(0) == written.charAt(0) || swapped;
                })
                .toList();
    }

    /** The nearest words, the nearest first. */
    private static List<String> nearest(Word word, Collection<String> candidates) {
        List<String> left = new ArrayList<>(candidates);
        List<String> nearest = new ArrayList<>();
        Optional<String> found = Candidates.nearest(word.text(), left);
        while (found.isPresent() && nearest.size() < MOST_REPLACEMENTS) {
            nearest.add(found.get());
            left.remove(found.get());
            found = Candidates.nearest(word.text(), left);
        }
        return nearest;
    }
}
