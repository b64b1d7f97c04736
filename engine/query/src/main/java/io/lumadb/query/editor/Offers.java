package io.lumadb.query.editor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects what begins with the letters before the caret, in the order of offering, each text once. One object serves one caret. */
final class Offers {

    private static final int MOST = 200;

    private final String prefix;
    private final int from;
    private final List<Completion> list = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();

    /**
     * @param prefix what stands before the caret and is to be replaced
     * @param from where it begins
     */
    Offers(String prefix, int from) {
        this.prefix = prefix.toLowerCase(Locale.ROOT);
        this.from = from;
    }

    boolean fits(String text) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    void add(String text, Completion.Kind kind, String detail) {
        if (fits(text) && texts.add(text)) {
            list.add(new Completion(text, kind, detail, from));
        }
    }

    /** Adds what was found to fit by another measure, in the place of what stands from {@code begin} to the caret. */
    void addAs(String text, Completion.Kind kind, String detail, int begin) {
        if (texts.add(text)) {
            list.add(new Completion(text, kind, detail, begin));
        }
    }

    void addAll(Collection<String> all, Completion.Kind kind, String detail) {
        all.forEach(text -> add(text, kind, detail));
    }

    /** Best first. */
    List<Completion> list() {
        return List.copyOf(list.subList(0, Math.min(MOST, list.size())));
    }
}
