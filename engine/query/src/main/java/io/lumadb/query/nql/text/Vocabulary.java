package io.lumadb.query.nql.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of NQL. A name that is one of them stands in backquotes. */
public final class Vocabulary {

    /** Words that begin a clause and so end whatever stands before them. */
    public static final Set<String> CLAUSES = Set.of(
            "where",
            "with",
            "whose",
            "having",
            "that",
            "which",
            "who",
            "if",
            "when",
            "sorted",
            "ordered",
            "sort",
            "order",
            "newest",
            "oldest",
            "latest",
            "limit",
            "first",
            "top",
            "skip",
            "offset",
            "grouped",
            "group",
            "between",
            "since",
            "before",
            "after",
            "per",
            "for",
            "today",
            "yesterday",
            "during",
            "in",
            "by",
            "older",
            "younger",
            "last",
            "past",
            "this",
            "similar",
            "mentioning",
            "about",
            "without",
            "tomorrow",
            "next",
            "on",
            "until",
            "newer",
            "most");

    /** Words that end a bare value. */
    public static final Set<String> VALUE_ENDS = Set.of(
            "and",
            "or",
            "nor",
            "where",
            "with",
            "whose",
            "sorted",
            "ordered",
            "sort",
            "order",
            "newest",
            "oldest",
            "limit",
            "skip",
            "offset",
            "grouped",
            "per",
            "set",
            "increase",
            "decrease",
            "remove",
            "first",
            "top");

    /** Words that compare, and so stand in no text without quotes. */
    public static final Set<String> COMPARING = Set.of(
            "is",
            "are",
            "was",
            "were",
            "isn't",
            "aren't",
            "wasn't",
            "doesn't",
            "don't",
            "equals",
            "equal",
            "greater",
            "larger",
            "higher",
            "bigger",
            "less",
            "fewer",
            "smaller",
            "lower",
            "than",
            "above",
            "over",
            "below",
            "under",
            "exceeds",
            "contains",
            "contain",
            "containing",
            "includes",
            "including",
            "starts",
            "begins",
            "ends",
            "matches",
            "matching",
            "exists");

    /** Words that begin sentences. */
    public static final List<String> VERBS = List.of(
            "find",
            "show",
            "list",
            "get",
            "fetch",
            "retrieve",
            "select",
            "see",
            "count",
            "how",
            "what",
            "which",
            "number",
            "add",
            "insert",
            "create",
            "update",
            "modify",
            "change",
            "increase",
            "decrease",
            "remove",
            "delete",
            "drop",
            "describe",
            "explain",
            "analyze");

    /** Everything else that means something in a sentence. */
    private static final Set<String> OTHERS = Set.of(
            "a",
            "an",
            "the",
            "me",
            "all",
            "every",
            "each",
            "any",
            "everything",
            "of",
            "from",
            "to",
            "into",
            "as",
            "and",
            "or",
            "not",
            "is",
            "are",
            "equals",
            "equal",
            "different",
            "distinct",
            "unique",
            "average",
            "mean",
            "total",
            "sum",
            "minimum",
            "lowest",
            "smallest",
            "maximum",
            "highest",
            "largest",
            "biggest",
            "fewest",
            "has",
            "have",
            "greater",
            "more",
            "larger",
            "higher",
            "bigger",
            "less",
            "fewer",
            "smaller",
            "lower",
            "than",
            "above",
            "over",
            "below",
            "under",
            "at",
            "least",
            "one",
            "among",
            "contains",
            "containing",
            "contain",
            "includes",
            "including",
            "starts",
            "begins",
            "ends",
            "starting",
            "beginning",
            "ending",
            "matches",
            "matching",
            "like",
            "looks",
            "exists",
            "exist",
            "does",
            "do",
            "null",
            "missing",
            "empty",
            "true",
            "false",
            "now",
            "ascending",
            "descending",
            "asc",
            "desc",
            "set",
            "field",
            "document",
            "collection",
            "collections",
            "index",
            "indexes",
            "raise",
            "no",
            "up",
            "within",
            "there",
            "calculate",
            "compute",
            "give",
            "display",
            "it",
            "hash",
            "median",
            "avg",
            "min",
            "max",
            "ago",
            "either",
            "neither",
            "nor",
            "none",
            "but",
            "only",
            "recent",
            "exceeds");

    private static final Pattern PLAIN_NAME =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}\\p{N}_]+|\\[-?[0-9]+])*");

    private static final Set<String> ALL = Stream.of(CLAUSES, VALUE_ENDS, VERBS, OTHERS, COMPARING)
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    private Vocabulary() {}

    /** Every word that means something. */
    public static Set<String> all() {
        return ALL;
    }

    /** Whether a word means something by itself, in small letters or capitals. */
    public static boolean isWord(String text) {
        return ALL.contains(text.toLowerCase(Locale.ROOT));
    }

    /** A name as a word, or in backquotes where a word would mean something else. */
    public static String quoted(String name) {
        boolean path = name.indexOf('.') >= 0 || name.indexOf('[') >= 0;
        return isPlainName(name) && !path ? name : "`" + name.replace("`", "``") + "`";
    }

    /** Whether a name can stand without backquotes. */
    public static boolean isPlainName(String name) {
        return PLAIN_NAME.matcher(name).matches() && !isWord(name);
    }
}
