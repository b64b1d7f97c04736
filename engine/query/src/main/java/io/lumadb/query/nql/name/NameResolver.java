package io.lumadb.query.nql.name;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what words name: a collection of the catalog, a field of the collection. {@link NameIndex} says which names a way of
 * writing may mean; a way that may mean none or several is refused with the candidates. Where nothing is known a word is taken
 * as it is written.
 */
public final class NameResolver {

    /** The most words one name is written with. */
    private static final int LONGEST = 4;

    private static final String WHOLE_NAME = "write the whole name, in `backquotes` if need be";

    private final Words words;
    private final KnownNames names;
    private final NameIndex collections;
    private NameIndex fields = new NameIndex(List.of());
    private String collection = "";

    /** Takes names from the place where the words are. */
    public NameResolver(Words words, KnownNames names) {
        this.words = words;
        this.names = names;
        this.collections = names.collections();
    }

    /** From here on fields are those of this collection. */
    public void enter(String name) {
        collection = name;
        fields = names.fields(name);
    }

    /** What is known of the values of the collection's fields. */
    public FieldTypes types() {
        return names.typesOf(collection);
    }

    /** Whether a text is how the collection has a field. */
    public boolean isField(String written) {
        return !fields.exactly(written).isEmpty();
    }

    /** Whether fields are those of this collection. */
    public boolean isEntered(String name) {
        return collection.equals(name);
    }

    /** Takes the words that name a collection. */
    public String collection(String wanted) {
        Word first = words.peek();
        Optional<Match> match = longest(collections, false);
        if (match.isPresent()) {
            words.goTo(words.position() + match.get().length());
            return match.get().only(words, first, "collection");
        }
        boolean known = !collections.known().isEmpty();
        if (!isNameWord(first) || first.isPlain() && !known && Vocabulary.isWord(first.text())) {
            throw Complaints.expected(
                    words, wanted, known ? Candidates.listed(collections.known(), "collections are ") : null);
        }
        if (first.kind() != Word.Kind.NAME && known) {
            throw new QueryError(
                    ErrorCode.UNKNOWN_COLLECTION,
                    "there is no collection '" + Complaints.shown(first.text()) + "'",
                    words.position(first),
                    Candidates.hint(first.text(), collections.known(), "collections are "));
        }
        words.next();
        return first.text();
    }

    /** How many words from a position on name a known collection; 0 when they name none. */
    public int collectionLength(int ahead) {
        return at(ahead, () -> longest(collections, false).map(Match::length).orElse(0));
    }

    /** Whether the words that come next name one document of a known collection that is named in the plural. */
    public boolean isSingular() {
        Optional<Match> match = longest(collections, false);
        if (match.isEmpty() || match.get().found().size() > 1) {
            return false;
        }
        String last = words.peek(match.get().length() - 1).lower();
        String name = match.get().found().getFirst().toLowerCase(Locale.ROOT);
        return name.endsWith("s") && !last.endsWith("s");
    }

    /** Takes the words that name a collection, or the word as it is written where there is none of that name. */
    public String collectionOrNone(String wanted) {
        return longest(collections, false).isPresent() ? collection(wanted) : newName(wanted);
    }

    /** Takes the words that name a new collection or index, as they are written. */
    public String newName(String wanted) {
        Word first = words.peek();
        boolean quoted = first.kind() == Word.Kind.QUOTED && !first.text().isEmpty();
        if (!quoted && !isNameWord(first) || first.isPlain() && Vocabulary.isWord(first.text())) {
            throw Complaints.expected(words, wanted, "a name that is a word of the language stands in `backquotes`");
        }
        return words.next().text();
    }

    /** Takes the words that name a field. */
    public FieldPath field() {
        Word first = words.peek();
        return single(field(true), first);
    }

    /**
     * A field with one value, which began at a word.
     *
     * @throws QueryError for a field that stands in each element of a list: by SQL's rules its path leads to nothing
     */
    private FieldPath single(FieldPath path, Word first) {
        Optional<FieldPath> list = types().listAbove(path);
        if (list.isPresent()) {
            String below = path.toString().substring(list.get().toString().length() + 1);
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + list.get() + "' is a list, and each of its elements may have a '" + below + "'",
                    words.span(first, words.position()),
                    "name one element, as in `" + list.get() + "[0]." + below
                            + "`; LQL asks for them all: EXISTS (SELECT 1 FROM UNNEST(" + list.get() + ") AS x WHERE x."
                            + below + " = …), and JQL's filters do: {\"" + path + "\": …}");
        }
        return path;
    }

    private FieldPath field(boolean times) {
        Word first = words.peek();
        Optional<Match> match = longest(fields, times);
        if (match.isPresent()) {
            words.goTo(words.position() + match.get().length());
            return FieldPath.parse(match.get().only(words, first, "field"));
        }
        if (!isNameWord(first) || first.kind() == Word.Kind.PLAIN && Vocabulary.isWord(first.text())) {
            boolean named = first.isPlain() && !fields.exactly(first.text()).isEmpty();
            throw Complaints.expected(
                    words,
                    "the name of a field",
                    named
                            ? "a field that is named by a word of the language stands in `backquotes`: `" + first.text()
                                    + "`"
                            : fieldsHint(first));
        }
        if (first.kind() == Word.Kind.PLAIN && knowsFields() && !isMetadata(first.text())) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    collection + " has no field '" + Complaints.shown(first.text()) + "'",
                    words.position(first),
                    fieldsHint(first));
        }
        words.next();
        return path(first);
    }

    /**
     * Takes the words that name a field that may be new: unknown ones are taken as they are written. One that looks like a known
     * one in other letters is refused, lest a slip of the finger makes a field.
     */
    public FieldPath fieldOrNew() {
        Word first = words.peek();
        if (longest(fields, false).isPresent() || !isNameWord(first)) {
            return field(false);
        }
        Optional<String> near = first.isPlain() && first.text().length() > 3
                ? Suggestions.nearest(first.text(), fields.known())
                : Optional.empty();
        if (near.isPresent()) {
            String written = Complaints.shown(first.text());
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    collection + " has no field '" + written + "' yet, but '" + near.get() + "'",
                    words.position(first),
                    "did you mean " + near.get() + "? A new field of such a name is written `" + written + "`");
        }
        return path(words.next());
    }

    /** Takes the words that name a field which documents are changed in, and which may be new. */
    public FieldPath changed() {
        Word first = words.peek();
        return single(fieldOrNew(), first);
    }

    /** Whether the fields of the collection are known, so that another word is none. */
    public boolean knowsFields() {
        return !fields.known().isEmpty();
    }

    private static boolean isMetadata(String name) {
        return name.equals(Document.ID) || name.equals(Document.REVISION);
    }

    /** How many words from a position on name a field; 0 when they name none. */
    public int fieldLength(int ahead) {
        return at(ahead, () -> {
            Word first = words.peek();
            return longest(fields, true).map(Match::length).orElse(isFieldAsWritten(first) ? 1 : 0);
        });
    }

    /** How many words from a position on name a field that is known; 0 when they name none. */
    public int knownFieldLength(int ahead) {
        return at(ahead, () -> longest(fields, true).map(Match::length).orElse(0));
    }

    private boolean isFieldAsWritten(Word first) {
        return isNameWord(first)
                && (first.kind() == Word.Kind.NAME
                        || !Vocabulary.isWord(first.text()) && (!knowsFields() || isMetadata(first.text())));
    }

    private int at(int ahead, IntSupplier length) {
        int here = words.position();
        words.goTo(here + ahead);
        int found = length.getAsInt();
        words.goTo(here);
        return found;
    }

    private FieldPath path(Word word) {
        try {
            return FieldPath.parse(word.text());
        } catch (IllegalArgumentException e) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(word.text()) + "' is not a path: " + Complaints.shown(e.getMessage()),
                    words.position(word),
                    "write names with dots between them");
        }
    }

    private static boolean isNameWord(Word word) {
        return word.kind() == Word.Kind.NAME
                || word.kind() == Word.Kind.PLAIN
                        && (Character.isLetter(word.text().charAt(0))
                                || word.text().charAt(0) == '_');
    }

    /** The fields there are; null when none are known. */
    public @Nullable String fieldsHint() {
        return knowsFields() ? Candidates.listed(fields.known(), "fields are ") : null;
    }

    private @Nullable String fieldsHint(Word word) {
        return knowsFields() ? Candidates.hint(word.text(), fields.known(), "fields are ") : null;
    }

    /** The field that holds a document's time. */
    public FieldPath timeField(Word asking) {
        return times().timeField(asking);
    }

    /** Whether a time behind the field may be its own, by its name or by its values. */
    public boolean mayHoldTime(FieldPath path) {
        return TimeFields.mayBeTime(path) || types().isTime(path);
    }

    /** The field that holds an age. */
    public FieldPath ageField(Word asking) {
        return knowsFields() ? times().ageField(asking) : FieldPath.of("age");
    }

    /** Whether the collection has a field that holds an age. */
    public boolean hasAgeField() {
        return times().hasAgeField();
    }

    private TimeFields times() {
        return new TimeFields(words, fields.known(), types());
    }

    private record Match(List<String> found, int length) {

        String only(Words words, Word first, String what) {
            if (found.size() > 1) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "'" + Complaints.shown(words.textFrom(first)) + "' may mean several " + what + "s: "
                                + String.join(", ", found),
                        words.span(first, words.position()),
                        WHOLE_NAME);
            }
            return found.getFirst();
        }
    }

    /** The names that the longest run of words from here means. */
    private Optional<Match> longest(NameIndex index, boolean times) {
        if (index.known().isEmpty()) {
            return Optional.empty();
        }
        if (words.peek().kind() == Word.Kind.NAME) {
            List<String> found = index.exactly(words.peek().text());
            return found.isEmpty() ? Optional.empty() : Optional.of(new Match(found, 1));
        }
        for (int length = LONGEST; length > 0; length--) {
            String written = run(length);
            boolean keyword = length == 1 && Vocabulary.isWord(written) && !canBeName(written);
            List<String> found = written.isEmpty() || keyword ? List.of() : index.find(written, times);
            if (!found.isEmpty()) {
                return Optional.of(new Match(found, length));
            }
        }
        return Optional.empty();
    }

    /** Words such as {@code total} and {@code index} are names where a name is wanted and known. */
    private static boolean canBeName(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "and",
                    "or",
                    "not",
                    "of",
                    "from",
                    "the",
                    "a",
                    "an",
                    "is",
                    "are",
                    "where",
                    "with",
                    "without",
                    "by",
                    "to",
                    "in",
                    "on",
                    "as" -> false;
            default -> true;
        };
    }

    /** So many words joined by spaces; empty when there are fewer or one of them is not a plain word. */
    private String run(int length) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (!words.peek(i).isPlain()) {
                return "";
            }
            parts.add(words.peek(i).text());
        }
        return String.join(" ", parts);
    }
}
