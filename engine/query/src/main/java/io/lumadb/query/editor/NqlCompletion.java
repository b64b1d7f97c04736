package io.lumadb.query.editor;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.editor.Completion.Kind;
import io.lumadb.query.language.Names;
import io.lumadb.query.nql.NqlLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What could stand at a caret of an NQL sentence, by the words before it. */
final class NqlCompletion {

    /** Of more collections the fields are too many to choose from. */
    private static final int MOST_COLLECTIONS = 10;

    /** Words of the longest name that is looked for. */
    private static final int LONGEST_NAME = 3;

    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"?|`[^`]*`?|[\\p{L}\\p{N}_.$'-]+|[,;()=<>!:]+");

    private static final Set<String> CONDITIONS = Set.of("where", "with", "whose", "having", "if", "when");
    private static final Set<String> BEFORE_CONDITION = Set.of("and", "or", "not", "(", ",");
    private static final Set<String> BEFORE_COLLECTION = Set.of(
            "of", "from", "to", "into", "in", "many", "me", "all", "the", "every", "each", "first", "top", "any");
    private static final Set<String> MEASURES = Set.of(
            "average",
            "total",
            "sum",
            "minimum",
            "lowest",
            "maximum",
            "highest",
            "median",
            "mean",
            "smallest",
            "largest");

    private static final Set<String> ADDING = Set.of("add", "insert", "create");
    private static final Set<String> CHANGING = Set.of("update", "modify", "change");

    private static final List<String> COMPARISONS = List.of(
            "is",
            "is not",
            "is over",
            "is under",
            "is at least",
            "is at most",
            "is between",
            "is one of",
            "contains",
            "starts with",
            "ends with",
            "matches",
            "before",
            "after",
            "is null",
            "is missing",
            "exists");

    private static final List<String> TIMES = List.of(
            "today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last 7 days");

    private static final List<String> AFTER_COLLECTION = List.of(
            "where",
            "with",
            "whose",
            "sorted by",
            "newest first",
            "oldest first",
            "limit",
            "skip",
            "grouped by",
            "per",
            "between",
            "since",
            "mentioning",
            "similar to");

    private static final List<String> AFTER_CONDITION =
            List.of("and", "or", "sorted by", "newest first", "oldest first", "limit", "skip", "grouped by");

    /** What is being said: the last clause that began. */
    private enum Clause {
        HEAD,
        CONDITION,
        ORDER,
        GROUP,
        CHANGE
    }

    private record Written(String text, int start) {}

    private final Names names;
    private final List<Written> words = new ArrayList<>();
    private final String word;
    private final int from;
    private final Offers offers;
    private final Optional<String> collection;

    private NqlCompletion(String text, int offset, Names names) {
        this.names = names;
        int caret = Math.clamp(offset, 0, text.length());
        int begin = text.lastIndexOf(';', Math.max(0, caret - 1)) + 1;
        begin = begin > caret ? 0 : begin;
        Matcher matcher = WORD.matcher(text).region(begin, caret);
        while (matcher.find()) {
            words.add(new Written(matcher.group().toLowerCase(Locale.ROOT), matcher.start()));
        }
        boolean typing = !words.isEmpty()
                && words.getLast().start + words.getLast().text.length() == caret
                && ",;()=<>!:".indexOf(words.getLast().text.charAt(0)) < 0;
        Written last = typing ? words.removeLast() : new Written("", caret);
        word = last.text;
        from = last.start;
        offers = new Offers(word, from);
        collection = collectionOf(text.substring(begin));
    }

    static List<Completion> at(String text, int offset, Names names) {
        return new NqlCompletion(text, offset, names).completions();
    }

    private List<Completion> completions() {
        if (words.isEmpty()) {
            offers.addAll(NqlLanguage.verbs(), Kind.KEYWORD, "verb");
            return offers.list();
        }
        if (!word.isEmpty() && goesOn()) {
            return offers.list();
        }
        switch (clause()) {
            case HEAD -> head();
            case CONDITION -> condition();
            case ORDER -> {
                if (endsWithField()) {
                    offers.addAll(List.of("ascending", "descending", "limit", "skip"), Kind.KEYWORD, "word");
                } else {
                    fields();
                }
            }
            case GROUP -> {
                if (endsWithField()) {
                    offers.addAll(AFTER_COLLECTION, Kind.KEYWORD, "clause");
                } else {
                    fields();
                }
            }
            case CHANGE -> change();
        }
        COMPARISONS.stream()
                .filter(phrase -> !phrase.startsWith("is "))
                .forEach(phrase -> offerRest(phrase, phrase, Kind.OPERATOR, "comparison"));
        AFTER_COLLECTION.forEach(phrase -> offerRest(phrase, phrase, Kind.KEYWORD, "clause"));
        return offers.list();
    }

    private void head() {
        String last = words.getLast().text;
        if (last.equals("how")) {
            offers.add("many", Kind.KEYWORD, "word");
        } else if (last.equals("what")) {
            offers.add("is the", Kind.KEYWORD, "word");
        } else if (words.getFirst().text.equals("what") && last.equals("the")) {
            offers.addAll(MEASURES.stream().sorted().toList(), Kind.KEYWORD, "measure");
        } else if (MEASURES.contains(last) || words.getFirst().text.equals("which") && words.size() == 1) {
            fields();
        } else if (words.size() == 1 && NqlLanguage.verbs().contains(last)
                || BEFORE_COLLECTION.contains(last)
                || last.matches("[0-9]+")) {
            collections();
            if (words.size() == 1 && collection.isPresent()) {
                fields();
            }
            if (words.size() == 1) {
                offers.addAll(List.of("all", "the", "first"), Kind.KEYWORD, "word");
            }
        } else if (endsWithCollection() && ADDING.contains(words.getFirst().text)) {
            fields();
        } else if (endsWithCollection() && CHANGING.contains(words.getFirst().text)) {
            offers.add("set", Kind.KEYWORD, "word");
        } else if (endsWithCollection()) {
            offers.addAll(AFTER_COLLECTION, Kind.KEYWORD, "clause");
            offers.add("by", Kind.KEYWORD, "word");
        } else {
            offers.addAll(List.of("of", "from", "and"), Kind.KEYWORD, "word");
            fields();
            collections();
        }
    }

    private void condition() {
        String last = words.getLast().text;
        if (CONDITIONS.contains(last) || BEFORE_CONDITION.contains(last)) {
            fields();
            if (!last.equals("not")) {
                offers.add("not", Kind.OPERATOR, "the opposite");
            }
            return;
        }
        Optional<String> field = comparedField();
        if (last.equals("at")) {
            offers.addAll(List.of("least", "most"), Kind.OPERATOR, "comparison");
        } else if (endsWithField()) {
            offers.addAll(COMPARISONS, Kind.OPERATOR, "comparison");
        } else if (field.isPresent() && endsWithComparison()) {
            values(field.get());
            offers.addAll(TIMES, Kind.KEYWORD, "time");
            offers.addAll(
                    List.of("not", "over", "under", "at least", "at most", "between", "one of", "null", "missing"),
                    Kind.OPERATOR,
                    "comparison");
        } else {
            offers.addAll(AFTER_CONDITION, Kind.KEYWORD, "clause");
        }
    }

    private void change() {
        if (endsWithField()) {
            offers.add("to", Kind.KEYWORD, "word");
        } else if (words.getLast().text.equals("to")) {
            fieldBefore(words.size() - 1).ifPresent(this::values);
        } else if (words.getLast().text.equals("set") || words.getLast().text.equals(",")) {
            fields();
        } else {
            offers.addAll(List.of("where", "and"), Kind.KEYWORD, "word");
            fields();
        }
    }

    private Clause clause() {
        for (int i = words.size() - 1; i > 0; i--) {
            String at = words.get(i).text;
            if (CONDITIONS.contains(at)) {
                return Clause.CONDITION;
            }
            if (at.equals("by")
                    && i > 0
                    && Set.of("sorted", "ordered", "sort", "order").contains(words.get(i - 1).text)) {
                return Clause.ORDER;
            }
            if (at.equals("per") || at.equals("by")) {
                return Clause.GROUP;
            }
            if (at.equals("set")) {
                return Clause.CHANGE;
            }
        }
        return Clause.HEAD;
    }

    private boolean endsWithComparison() {
        return Set.of(
                                "is", "are", "not", "=", "!=", ">", "<", ">=", "<=", "of", "over", "under", "than",
                                "least", "most")
                        .contains(words.getLast().text)
                || Set.of("equals", "contains", "before", "after", "since", "between", "above", "below", "in")
                        .contains(words.getLast().text);
    }

    private boolean endsWithField() {
        return fieldBefore(words.size()).isPresent();
    }

    /** The field of the comparison that is being written: the last one before the caret. */
    private Optional<String> comparedField() {
        for (int end = words.size(); end > 0 && end > words.size() - 6; end--) {
            Optional<String> field = fieldBefore(end);
            if (field.isPresent()) {
                return field;
            }
        }
        return Optional.empty();
    }

    /** The field that the words before an index name. */
    private Optional<String> fieldBefore(int end) {
        List<String> fields = collection.map(names::fields).orElse(List.of());
        for (int length = Math.min(LONGEST_NAME, end); length > 0; length--) {
            String written = phrase(end - length, end);
            for (String field : fields) {
                if (plain(field).equals(written)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }

    private boolean endsWithCollection() {
        for (int length = Math.min(LONGEST_NAME, words.size() - 1); length > 0; length--) {
            String written = phrase(words.size() - length, words.size());
            if (names.collections().stream().anyMatch(name -> sameCollection(plain(name), written))) {
                return true;
            }
        }
        return false;
    }

    private String phrase(int begin, int end) {
        StringBuilder phrase = new StringBuilder();
        for (int i = begin; i < end; i++) {
            phrase.append(phrase.isEmpty() ? "" : " ").append(plain(words.get(i).text));
        }
        return phrase.toString();
    }

    private static String plain(String name) {
        return name.replace("`", "").replace('_', ' ').replace('.', ' ').toLowerCase(Locale.ROOT);
    }

    private static boolean sameCollection(String name, String written) {
        return name.equals(written) || name.equals(written + "s") || (name + "s").equals(written);
    }

    /** The collection that the sentence names, before or behind the caret. */
    private Optional<String> collectionOf(String sentence) {
        List<String> written = new ArrayList<>();
        Matcher matcher = WORD.matcher(sentence);
        while (matcher.find() && written.size() < 40) {
            written.add(plain(matcher.group()));
        }
        for (int i = 1; i < written.size(); i++) {
            StringBuilder phrase = new StringBuilder();
            for (int j = i; j < Math.min(written.size(), i + LONGEST_NAME); j++) {
                phrase.append(phrase.isEmpty() ? "" : " ").append(written.get(j));
                for (String name : names.collections()) {
                    if (sameCollection(plain(name), phrase.toString())) {
                        return Optional.of(name);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void collections() {
        names.collections().forEach(name -> offerName(name, Kind.COLLECTION, "collection"));
    }

    /** Of the collection that the sentence names; before it names one, of all. */
    private void fields() {
        List<String> asked = collection
                .map(List::of)
                .orElseGet(() ->
                        names.collections().stream().limit(MOST_COLLECTIONS).toList());
        asked.forEach(name -> names.fields(name).forEach(field -> offerName(field, Kind.FIELD, "field of " + name)));
    }

    private void offerName(String name, Kind kind, String detail) {
        String text = NqlLanguage.quoted(name);
        offers.add(text, kind, detail);
        if (!name.equals(text) && offers.fits(name)) {
            offers.addAs(text, kind, detail, from);
        }
    }

    /** Whether the word goes on with a name of several words that began before it; those are offered then. */
    private boolean goesOn() {
        names.collections()
                .forEach(name -> offerRest(NqlLanguage.quoted(name), plain(name), Kind.COLLECTION, "collection"));
        collection.ifPresent(name -> names.fields(name)
                .forEach(field -> offerRest(NqlLanguage.quoted(field), plain(field), Kind.FIELD, "field of " + name)));
        return !offers.list().isEmpty();
    }

    private void offerRest(String text, String plain, Kind kind, String detail) {
        for (int length = 1; length < LONGEST_NAME && length < words.size(); length++) {
            int begin = words.size() - length;
            if (plain.startsWith(phrase(begin, words.size()) + " " + word)) {
                offers.addAs(text, kind, detail, words.get(begin).start);
            }
        }
    }

    private void values(String field) {
        for (Value value : names.values(collection.orElse(""), field)) {
            String text = value instanceof Value.Text(String content) ? "\"" + content + "\"" : Json.relaxed(value);
            if (offers.fits(text) || value instanceof Value.Text(String content) && offers.fits(content)) {
                offers.addAs(text, Kind.VALUE, "value of " + field, from);
            }
        }
    }
}
