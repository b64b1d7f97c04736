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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what words name: a collection of the catalog, a field of the collection. {@link NameIndex} says which names a way of
 * writing may mean; a way that may mean none or several is refused with the candidates. Where nothing is known a word is taken
 * as it is written.
 */
public final class NameResolver {

    /** The most words one name is written with. */
    private static final int LONGEST = 4;

    private static final Pattern TIME_LIKE = Pattern.compile(
            "(.*[_.])?(created|updated|modified|ordered|date|time|timestamp|when|day|on|at|since)|.*[a-z](At|On|Date|Time)|.*(_at|_on|date|timestamp)");

    /** What may hold a time, or else whether something is so: {@code released}, {@code last_seen}. */
    private static final Pattern PERHAPS_TIME = Pattern.compile(
            "(.*[_.])?([a-z]+ed|seen|sent|born|due|deadline|birthday|expires|expiry|start|end|login|logout)"
                    + "|.*[a-z](Seen|Sent|Born|Due|Deadline|Expires|Expiry|Start|End|Login|Logout|[A-Z][a-z]*ed)");

    private static final Pattern AGE_LIKE = Pattern.compile("age|years|years_old|(.*[_.])age|.*Age");

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
        return field(true);
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
        return only(asking, TIME_LIKE, "holds the time", "created_at");
    }

    /** Whether the name says that the field holds a time. */
    public static boolean isTimeLike(FieldPath path) {
        return TIME_LIKE.matcher(path.toString()).matches();
    }

    /** Whether a time behind the field may be its own. */
    public static boolean mayBeTime(FieldPath path) {
        return isTimeLike(path) || PERHAPS_TIME.matcher(path.toString()).matches();
    }

    /** The field that holds an age. */
    public FieldPath ageField(Word asking) {
        return knowsFields() ? only(asking, AGE_LIKE, "holds the age", "age") : FieldPath.of("age");
    }

    /** Whether the name says that the field holds an age in years. */
    public static boolean isAgeLike(FieldPath path) {
        return AGE_LIKE.matcher(path.toString()).matches();
    }

    /** Whether the collection has a field that holds an age. */
    public boolean hasAgeField() {
        return fields.known().stream().anyMatch(name -> AGE_LIKE.matcher(name).matches());
    }

    private FieldPath only(Word asking, Pattern pattern, String purpose, String example) {
        List<String> fitting = fields.known().stream()
                .filter(name -> pattern.matcher(name).matches())
                .toList();
        if (fitting.size() == 1) {
            return FieldPath.parse(fitting.getFirst());
        }
        String detail = fitting.isEmpty()
                ? "no field is known that " + purpose
                : "several fields may be the one that " + purpose + ": " + String.join(", ", fitting);
        String field =
                fitting.stream().findFirst().orElseGet(() -> pattern == TIME_LIKE ? perhapsTime(example) : example);
        String comparison = pattern == AGE_LIKE ? " is over 30" : " is after yesterday";
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                detail,
                words.position(asking),
                "name the field, as in: sorted by " + field + " descending, or where " + field + comparison);
    }

    private String perhapsTime(String otherwise) {
        return fields.known().stream()
                .filter(name -> PERHAPS_TIME.matcher(name).matches())
                .findFirst()
                .orElse(otherwise);
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
