package io.lumadb.query.nql;

import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.KnownNames;
import io.lumadb.query.nql.name.NameIndex;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may be meant by a sentence that is refused at some place: sentences with a word there replaced by a known one that is
 * spelt alike, with a text put in quotes, with values made a list, or with a missing word put in; the likely ones first. Most of
 * them are no sentences either. Sentences of more than a screenful are not mended.
 */
final class Mendings {

    /** Letters of the longest sentence that is mended. */
    static final int LONGEST_SENTENCE = 2_400;

    private static final int MOST_WORDS = 60;
    private static final int MOST_COLLECTIONS = 20;
    private static final int MOST_QUOTED = 8;

    /** How far from the beginning the first 5 or the newest 5 are asked for. */
    private static final int FARTHEST_COUNT = 4;

    private static final List<String> MISSING = List.of(
            "is",
            "than",
            "by",
            "to",
            "of",
            "on",
            "and",
            "where",
            "with",
            "the field",
            "exists",
            ",",
            "set",
            "a",
            ")",
            "find",
            "show",
            "what is the");

    private static final List<String> MISSING_IN_CHANGE =
            List.of("to", "set", "by", "is", ",", "where", "and", "on", ")");

    private static final List<String> MISSING_BEHIND = List.of("than", "by", "to", "is", "of", "with");

    /** Words that a number of documents stands behind. */
    private static final Set<String> COUNTED =
            Set.of("newest", "latest", "oldest", "recent", "top", "first", "limit", "skip", "only");

    /** Words that a time begins with: what it is of is not for a mending to say. */
    private static final Set<String> TIMES = Set.of(
            "since", "before", "after", "until", "today", "yesterday", "tomorrow", "last", "past", "this", "next");

    private static final Set<String> CHANGING = Set.of(
            "add",
            "insert",
            "create",
            "put",
            "update",
            "modify",
            "change",
            "set",
            "increase",
            "raise",
            "decrease",
            "reduce",
            "remove",
            "delete",
            "drop");

    private final KnownNames names;
    private final String sentence;
    private final List<Word> words;

    /** The index of the word that is refused. */
    private final int refused;

    private final boolean change;
    private final List<String> mended = new ArrayList<>();

    /** @param offset where the sentence is refused, in UTF-16 units */
    Mendings(KnownNames names, String sentence, int offset) {
        this.names = names;
        this.sentence = sentence;
        this.words = words(sentence);
        int at = 0;
        while (at < words.size() - 1 && words.get(at).end() <= offset) {
            at++;
        }
        this.refused = at;
        this.change = words.stream().limit(4).anyMatch(word -> CHANGING.contains(word.lower()));
    }

    /** The words of a sentence that is short enough to mend; none of one that cannot be told into words. */
    private static List<Word> words(String sentence) {
        try {
            List<Word> words = new Words(sentence).all();
            return words.size() > MOST_WORDS ? List.of() : words;
        } catch (QueryError unreadable) {
            return List.of();
        }
    }

    /** Whether documents or collections are changed. */
    boolean ofChange() {
        return change || words.isEmpty();
    }

    Optional<String> withoutRefusedWord() {
        Word word = words.get(refused);
        boolean droppable = word.isPlain() && !Character.isDigit(word.text().charAt(0));
        return droppable ? Optional.of(put(word.start(), word.end(), "")) : Optional.empty();
    }

    List<String> all() {
        if (words.isEmpty()) {
            return List.of();
        }
        for (int at : new int[] {refused, refused + 1, refused - 1}) {
            if (at >= 0 && at < words.size()) {
                replace(words.get(at), at == 0);
            }
        }
        boolean and = joins("and");
        boolean list = joins("or") || words.get(refused).is(",");
        if (list) {
            listValues();
        }
        if (and) {
            quote();
            listValues();
        }
        insert();
        if (!and && !list) {
            quote();
        }
        if (!change && mentioned().isEmpty()) {
            addCollection();
        }
        return mended;
    }

    private boolean joins(String word) {
        return words.get(refused).is(word)
                || refused > 0 && words.get(refused - 1).is(word);
    }

    private void insert() {
        Word word = words.get(refused);
        flag(word);
        if (refused > 0 && counts(words.get(refused - 1))) {
            add(word.start(), word.end(), "10");
            add(word.start(), word.start(), "10");
        }
        for (String missing : change ? MISSING_IN_CHANGE : MISSING) {
            boolean doubled =
                    word.is(missing) || refused > 0 && words.get(refused - 1).is(missing);
            boolean time = missing.equals("is") && TIMES.contains(word.lower());
            boolean shown = missing.equals("of") && words.getFirst().is("find");
            if (!doubled && !time && !shown && !word.is(":")) {
                add(word.start(), word.start(), missing);
            }
        }
        for (String missing : MISSING_BEHIND) {
            if (!missing.equals("of") || !words.getFirst().is("find")) {
                add(word.end(), word.end(), missing);
            }
        }
        if (refused > 0 && words.get(refused - 1).is("by")) {
            words.stream()
                    .filter(ItemReader::isFunction)
                    .forEach(function -> add(word.start(), word.start(), function.text()));
        }

        if (refused > 0 && words.stream().anyMatch(other -> other.is("index"))) {
            add(words.get(refused - 1).start(), words.get(refused - 1).start(), "on");
        }
        if (word.is("which")) {
            add(word.end(), word.end(), "3");
        }
    }

    /** {@code find active products}: those that are active. */
    private void flag(Word word) {
        Word noun = words.get(Math.min(refused + 1, words.size() - 1));
        for (String collection : names.collections().find(noun.text(), false)) {
            boolean flag = names.fields(collection).find(word.text(), true).stream()
                    .anyMatch(field -> names.typesOf(collection).isFlag(field));
            if (flag) {
                mended.add(sentence.substring(0, word.start()) + noun.text() + " that are " + word.text()
                        + sentence.substring(noun.end()));
            }
        }
    }

    /** Whether a number may stand behind a word: one that comes before the collection, or that begins a clause. */
    private boolean counts(Word word) {
        boolean clause = word.is("limit") || word.is("skip") || word.is("only");
        return COUNTED.contains(word.lower()) && (clause || words.indexOf(word) < FARTHEST_COUNT);
    }

    /** Whether a collection has all the fields that the sentence may speak of. */
    private boolean fits(String collection) {
        NameIndex fields = names.fields(collection);
        return words.stream()
                .filter(word -> word.isPlain()
                        && Character.isLetter(word.text().charAt(0))
                        && !Vocabulary.isWord(word.text())
                        && !word.is("many")
                        && Numerals.of(word.text()).isEmpty())
                .allMatch(word -> !fields.find(word.text(), true).isEmpty());
    }

    private void addCollection() {
        Word word = words.get(refused);
        names.collections().known().stream()
                .limit(MOST_COLLECTIONS)
                .filter(this::fits)
                .map(SentencePrinter::name)
                .forEach(name -> {
                    add(word.end(), word.end(), name);
                    add(word.end(), word.end(), "of " + name);
                });
    }

    private void replace(Word word, boolean first) {
        if (word.kind() == Word.Kind.QUOTED) {
            add(word.start(), word.end(), word.text());
        }
        if (word.is(",")) {
            mended.add(sentence.substring(0, word.start()) + sentence.substring(word.end()));
            add(word.start(), word.end(), "or");
        }
        if (word.is(":")) {
            add(word.start(), word.end(), "is");
        }
        if (!word.isPlain()) {
            return;
        }
        if (!change) {
            instead(word).ifPresent(other -> add(word.start(), word.end(), other));
        }
        if (word.text().matches("0[0-9]+")) {
            add(word.start(), word.end(), '"' + word.text() + '"');
        }
        for (String other : new Spellings(names, mentioned()).alike(word, first)) {
            boolean plain =
                    Vocabulary.isPlainName(other) || Vocabulary.isWord(other) || Character.isDigit(other.charAt(0));
            if (!other.equals(word.text())) {
                add(word.start(), word.end(), plain ? other : "`" + other + "`");
            }
        }
    }

    /** What people mean by a word that means something else here. */
    private static Optional<String> instead(Word word) {
        return switch (word.lower()) {
            case "by", "per" -> Optional.of("sorted by");
            case "grouped" -> Optional.of("sorted");
            case "from" -> Optional.of("since");
            default -> Optional.empty();
        };
    }

    /** The collections that one word, or two together, name. */
    private Set<String> mentioned() {
        Set<String> mentioned = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String next = i + 1 < words.size() ? words.get(i + 1).text() : "";
            mentioned.addAll(names.collections().find(words.get(i).text(), false));
            mentioned.addAll(names.collections().find(words.get(i).text() + " " + next, false));
        }
        return mentioned;
    }

    /** {@code title is Pride and Prejudice} is a text without its quotes. */
    private void quote() {
        if (Vocabulary.CLAUSES.contains(words.get(refused).lower())) {
            return;
        }
        int value = 0;
        for (int i = refused - 1; i > 0 && i > refused - MOST_QUOTED && value == 0; i--) {
            value = switch (words.get(i).lower()) {
                case "is", "are", "not", "contains", "name" -> i + 1;
                default -> 0;
            };
        }
        if (value > 0
                && (words.get(value).text().isEmpty()
                        || Vocabulary.isWord(words.get(value).text()))) {
            return;
        }
        // What is refused at its first word is no text in words of the language, but one that does not suit its field.
        if (value == refused
                || value > 0 && Character.isDigit(words.get(value).text().charAt(0))) {
            return;
        }
        boolean counting = refused > 0
                && words.get(refused).kind() == Word.Kind.END
                && COUNTED.contains(words.get(refused - 1).lower());
        for (int end = counting ? refused - 1 : refused;
                value > 0 && end < Math.min(words.size() - 1, value + MOST_QUOTED);
                end++) {
            boolean text = words.subList(value, end + 1).stream()
                    .allMatch(word -> word.isPlain() && !Vocabulary.COMPARING.contains(word.lower()));
            if (text) {
                int from = words.get(value).start();
                int to = words.get(end).end();
                add(from, to, '"' + sentence.substring(from, to) + '"');
            }
        }
    }

    /** {@code status is paid or shipped} is a list of values. */
    private void listValues() {
        for (int i = refused - 1; i > 0 && i > refused - MOST_QUOTED; i--) {
            Word word = words.get(i);
            if (word.is("is") || word.is("are") || word.is("not") || word.is("isn't")) {
                add(word.end(), word.end(), "one of");
                return;
            }
            boolean contains = word.is("contains") || word.is("contain") || word.is("containing");
            if (contains && !joins("and")) {
                add(word.end(), word.end(), "one of");
                return;
            }
            if (word.is("=")) {
                add(word.start(), word.end(), "is one of");
                return;
            }
        }
    }

    private void add(int start, int end, String word) {
        mended.add(put(start, end, word));
    }

    /** The sentence with a word in place of what stands between two offsets, and single spaces around it. */
    private String put(int start, int end, String word) {
        String before = sentence.substring(0, start).strip();
        String after = sentence.substring(end).strip();
        String left = word.isEmpty() || word.equals(",") || word.equals(")") ? word : " " + word;
        String right = after.startsWith(",") || after.startsWith(")") ? after : " " + after;
        return (before + left + right).strip();
    }
}
