package io.lumadb.query.nql;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what words name: a collection of the catalog, a field of the collection. Case, plural, spaces and underscores do not
 * matter; a field within an object may be named by its last part. Where nothing is known a word is taken as it is written.
 */
final class NameResolver {

    /** The most words one name is written with. */
    private static final int LONGEST = 4;

    private static final Pattern TIME_LIKE = Pattern.compile(
            "(.*[_.])?(created|updated|modified|ordered|date|time|timestamp|when|day|on|at|since)|.*[a-z](At|On|Date|Time)|.*(_at|_on|date|timestamp)");

    private static final Pattern AGE_LIKE = Pattern.compile("age|years|years_old|(.*[_.])age|.*Age");

    private final Words words;
    private final Names names;
    private final Map<String, Set<String>> knownForms = new HashMap<>();
    private @Nullable String collection;

    NameResolver(Words words, Names names) {
        this.words = words;
        this.names = names;
    }

    /** From here on fields are those of this collection. */
    void enter(String name) {
        collection = name;
    }

    /** Takes the words that name a collection. */
    String collection(String wanted) {
        Word first = words.peek();
        Optional<Match> match = longest(names.collections(), LONGEST);
        if (match.isPresent()) {
            words.goTo(words.position() + match.get().length());
            return match.get().only(words, first, "collection");
        }
        if (!isNameWord(first) || first.isPlain() && names.collections().isEmpty() && Vocabulary.isWord(first.text())) {
            throw Complaints.expected(words, wanted, null);
        }
        if (first.kind() != Word.Kind.NAME && !names.collections().isEmpty()) {
            throw new QueryError(
                    ErrorCode.UNKNOWN_COLLECTION,
                    "there is no collection '" + first.text() + "'",
                    words.position(first),
                    candidates(first.text(), names.collections(), "collections are "));
        }
        words.next();
        return first.text();
    }

    /** Takes the words that name a collection, or the word as it is written where there is none of that name. */
    String collectionOrNone(String wanted) {
        return longest(names.collections(), LONGEST).isPresent() ? collection(wanted) : newName(wanted);
    }

    /** Takes the words that name a new collection or index, as they are written. */
    String newName(String wanted) {
        Word first = words.peek();
        if (!isNameWord(first) || first.kind() == Word.Kind.PLAIN && Vocabulary.isWord(first.text())) {
            throw Complaints.expected(words, wanted, "a name that is a word of the language stands in `backquotes`");
        }
        return words.next().text();
    }

    /** Takes the words that name a field. */
    FieldPath field() {
        Word first = words.peek();
        Optional<Match> match = longest(fields(), LONGEST);
        if (match.isPresent()) {
            words.goTo(words.position() + match.get().length());
            return FieldPath.parse(match.get().only(words, first, "field"));
        }
        if (!isNameWord(first) || first.kind() == Word.Kind.PLAIN && Vocabulary.isWord(first.text())) {
            throw Complaints.expected(words, "the name of a field", fieldsHint(first));
        }
        if (first.kind() == Word.Kind.PLAIN && !fields().isEmpty() && !isMetadata(first.text())) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    collection + " has no field '" + first.text() + "'",
                    words.position(first),
                    fieldsHint(first));
        }
        words.next();
        return path(first);
    }

    /** Takes the words that name a field that may be new: unknown ones are taken as they are written. */
    FieldPath fieldOrNew() {
        return longest(fields(), LONGEST).isPresent() || !isNameWord(words.peek()) ? field() : path(words.next());
    }

    private static boolean isMetadata(String name) {
        return name.equals(Document.ID) || name.equals(Document.REVISION);
    }

    /** How many words from a position on name a field; 0 when they name none. */
    int fieldLength(int ahead) {
        int here = words.position();
        words.goTo(here + ahead);
        Word first = words.peek();
        int length = longest(fields(), LONGEST)
                .map(Match::length)
                .orElse(
                        isNameWord(first)
                                        && (first.kind() == Word.Kind.NAME
                                                || !Vocabulary.isWord(first.text())
                                                        && (fields().isEmpty() || isMetadata(first.text())))
                                ? 1
                                : 0);
        words.goTo(here);
        return length;
    }

    private FieldPath path(Word word) {
        try {
            return FieldPath.parse(word.text());
        } catch (IllegalArgumentException e) {
            throw QueryError.syntax(
                    "'" + word.text() + "' is not a path: " + e.getMessage(),
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

    private List<String> fields() {
        return collection == null ? List.of() : names.fields(collection);
    }

    private @Nullable String fieldsHint(Word word) {
        return fields().isEmpty() ? null : candidates(word.text(), fields(), "fields are ");
    }

    private static String candidates(String word, List<String> known, String introduction) {
        String all = introduction + String.join(", ", known.subList(0, Math.min(20, known.size())));
        return Suggestions.nearest(word, known)
                .map(nearest -> "did you mean " + nearest + "? " + all)
                .orElse(all);
    }

    /** The field that holds a document's time. */
    FieldPath timeField(Word asking) {
        return only(asking, TIME_LIKE, "holds the time", "created_at");
    }

    /** The field that holds an age. */
    FieldPath ageField(Word asking) {
        if (fields().isEmpty()) {
            return FieldPath.of("age");
        }
        return only(asking, AGE_LIKE, "holds the age", "age");
    }

    private FieldPath only(Word asking, Pattern pattern, String purpose, String example) {
        List<String> fitting = fields().stream()
                .filter(name -> pattern.matcher(name).matches())
                .toList();
        if (fitting.size() == 1) {
            return FieldPath.parse(fitting.getFirst());
        }
        String detail = fitting.isEmpty()
                ? "no field is known that " + purpose
                : "several fields may be the one that " + purpose + ": " + String.join(", ", fitting);
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                detail,
                words.position(asking),
                "name the field, as in: sorted by " + (fitting.isEmpty() ? example : fitting.getFirst())
                        + " descending, or where " + (fitting.isEmpty() ? example : fitting.getFirst())
                        + " is after yesterday");
    }

    private record Match(List<String> found, int length) {

        String only(Words words, Word first, String what) {
            if (found.size() > 1) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "'" + first.text() + "' may mean several " + what + "s: " + String.join(", ", found),
                        words.position(first),
                        "write the whole name, in `backquotes` if need be");
            }
            return found.getFirst();
        }
    }

    /** The names that the longest run of words from here means. */
    private Optional<Match> longest(List<String> known, int most) {
        if (words.peek().kind() == Word.Kind.NAME) {
            String exact = words.peek().text();
            return known.contains(exact) ? Optional.of(new Match(List.of(exact), 1)) : Optional.empty();
        }
        for (int length = most; length > 0; length--) {
            String written = run(length);
            if (!written.isEmpty()) {
                List<String> found = matching(written, known);
                boolean wordOfLanguage = length == 1 && Vocabulary.isWord(written);
                if (!found.isEmpty() && !(wordOfLanguage && !canBeName(written))) {
                    return Optional.of(new Match(found, length));
                }
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
                    "by",
                    "to",
                    "in",
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

    /** The exact name, else those that differ in case, plural, spaces and underscores, else those with such a last part. */
    private List<String> matching(String written, List<String> known) {
        if (known.contains(written)) {
            return List.of(written);
        }
        List<String> whole = known.stream()
                .filter(name -> sameName(written, name))
                .distinct()
                .toList();
        if (!whole.isEmpty()) {
            return whole;
        }
        return known.stream()
                .filter(name -> name.indexOf('.') > 0)
                .filter(name -> sameName(written, name.substring(name.lastIndexOf('.') + 1)))
                .distinct()
                .toList();
    }

    private boolean sameName(String written, String known) {
        return !Collections.disjoint(forms(written), knownForms.computeIfAbsent(known, NameResolver::forms));
    }

    /** A name without case, spaces and underscores, as it is and as the singulars it may be the plural of. */
    private static Set<String> forms(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-.]", "");
        Set<String> forms = new HashSet<>();
        forms.add(plain);
        if (plain.endsWith("s") && !plain.endsWith("ss") && plain.length() > 3) {
            forms.add(plain.substring(0, plain.length() - 1));
            if (plain.endsWith("es")) {
                forms.add(plain.substring(0, plain.length() - 2));
            }
            if (plain.endsWith("ies")) {
                forms.add(plain.substring(0, plain.length() - 3) + "y");
            }
        }
        return forms;
    }
}
