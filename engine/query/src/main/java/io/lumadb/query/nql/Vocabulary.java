package io.lumadb.query.nql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of NQL. A name that is one of them stands in backquotes. */
final class Vocabulary {

    /** Words that begin a clause and so end whatever stands before them. */
    static final Set<String> CLAUSES = Set.of(
            "where", "with", "whose", "having", "that", "which", "who", "if", "when", "sorted",
            "ordered", "sort", "order", "newest", "oldest", "latest", "limit", "first", "top", "skip",
            "offset", "grouped", "group", "between", "since", "before", "after", "per", "for", "today",
            "yesterday", "during", "in", "by", "older", "younger", "last", "past", "this", "similar",
            "mentioning", "about");

    /** Words that end a bare value. */
    static final Set<String> VALUE_ENDS = Set.of(
            "and", "or", "where", "with", "whose", "sorted", "ordered", "sort", "order", "newest",
            "oldest", "limit", "skip", "offset", "grouped", "per", "set", "increase", "decrease", "remove",
            "first", "top");

    static final List<String> VERBS = List.of(
            "find", "show", "list", "get", "fetch", "retrieve", "select", "count", "how", "what", "which", "number", "add",
            "insert", "create", "update", "modify", "change", "increase", "decrease", "remove", "delete", "drop", "describe",
            "explain", "analyze");

    /** Everything else that means something in a sentence. */
    private static final Set<String> OTHERS = Set.of(
            "a", "an", "the", "me", "all", "every", "each", "any", "everything", "of",
            "from", "to", "into", "as", "and", "or", "not", "is", "are", "equals",
            "equal", "different", "distinct", "unique", "average", "mean", "total", "sum", "minimum", "lowest",
            "smallest", "maximum", "highest", "largest", "biggest", "most", "fewest", "has", "have", "greater",
            "more", "larger", "higher", "bigger", "less", "fewer", "smaller", "lower", "than", "above",
            "over", "below", "under", "at", "least", "one", "among", "contains", "containing", "contain",
            "includes", "including", "starts", "begins", "ends", "starting", "beginning", "ending", "matches", "matching",
            "like", "looks", "exists", "exist", "does", "do", "null", "missing", "empty", "true",
            "false", "now", "ascending", "descending", "asc", "desc", "set", "field", "document", "collection",
            "collections", "index", "indexes", "on", "raise", "no", "until", "up", "within", "there",
            "calculate", "compute", "give", "display", "it", "hash");

    private static final Pattern PLAIN_NAME =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}\\p{N}_]+|\\[-?[0-9]+])*");

    private Vocabulary() {}

    static boolean isWord(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return CLAUSES.contains(lower)
                || VALUE_ENDS.contains(lower)
                || VERBS.contains(lower)
                || OTHERS.contains(lower);
    }

    /** Whether a name can stand without backquotes. */
    static boolean isPlainName(String name) {
        return PLAIN_NAME.matcher(name).matches() && !isWord(name);
    }

    /** Whether a text is one word without dots, whatever it means. */
    static boolean isPlainWord(String text) {
        return PLAIN_NAME.matcher(text).matches() && text.indexOf('.') < 0 && text.indexOf('[') < 0;
    }
}
