package io.lumadb.query.language;

import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.nql.NqlLanguage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what could stand at a caret. It looks at the words around the caret only, so that the text need not be finished or right.
 * Immutable and thread-safe.
 */
public final class Completer {

    private static final int MOST = 60;

    private static final Pattern PREFIX = Pattern.compile("[\\p{L}\\p{N}_.$]*$");
    private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}_]+)\\s+[\\p{L}\\p{N}_.$\"`]*$");

    private static final Set<String> BEFORE_COLLECTION =
            Set.of("FROM", "INTO", "UPDATE", "DESCRIBE", "ON", "COLLECTION", "TABLE", "EXISTS");

    private static final Pattern LQL_SOURCE = Pattern.compile(
            "(?i)\\b(?:from|into|update|on|describe)\\s+(?:\"([^\"]+)\"|`([^`]+)`|([\\p{L}_][\\p{L}\\p{N}_$]*))");
    private static final Pattern JQL_SOURCE = Pattern.compile(
            "\"(?:find|count|distinct|insert|update|replace|delete|aggregate|describe|listIndexes|collection)\"\\s*:\\s*\"([^\"]*)\"");

    private static final List<String> JQL_KEYS = List.of(
            "filter",
            "projection",
            "sort",
            "skip",
            "limit",
            "documents",
            "document",
            "set",
            "unset",
            "pipeline",
            "key",
            "upsert",
            "ordered",
            "collection",
            "fields",
            "unique",
            "using",
            "options",
            "schema",
            "validation",
            "analyze");

    private static final List<String> JQL_STAGES = List.of(
            "$match",
            "$group",
            "$sort",
            "$limit",
            "$skip",
            "$project",
            "$count",
            "$addFields",
            "$unset",
            "$sortByCount",
            "$sum",
            "$avg",
            "$min",
            "$max",
            "$and",
            "$or",
            "$nor",
            "$expr",
            "$set",
            "$inc");

    private final Set<String> functions;

    /** @param functions the names of all functions, in upper case */
    public Completer(Collection<String> functions) {
        this.functions = new TreeSet<>(functions);
    }

    /** What could stand at the offset, best first. */
    public List<Completion> complete(Language language, String text, int offset, Names names) {
        String before = text.substring(0, Math.clamp(offset, 0, text.length()));
        Matcher matcher = PREFIX.matcher(before);
        String prefix = matcher.find() ? matcher.group() : "";
        Found found = new Found(prefix, before.length() - prefix.length());
        switch (language) {
            case LQL -> lql(text, before, names, found);
            case NQL -> nql(text, before, names, found);
            case JQL -> jql(text, before, names, found);
        }
        return found.list.subList(0, Math.min(MOST, found.list.size()));
    }

    /** Collects what begins with the letters before the caret. */
    private static final class Found {
        private final String prefix;
        private final int from;
        private final List<Completion> list = new ArrayList<>();

        Found(String prefix, int from) {
            this.prefix = prefix.toLowerCase(Locale.ROOT);
            this.from = from;
        }

        void add(Collection<String> texts, Completion.Kind kind, String detail) {
            for (String text : texts) {
                if (text.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                    list.add(new Completion(text, kind, detail, from));
                }
            }
        }
    }

    private void lql(String text, String before, Names names, Found found) {
        String last = lastWord(before).toUpperCase(Locale.ROOT);
        if (BEFORE_COLLECTION.contains(last)) {
            found.add(names.collections(), Completion.Kind.COLLECTION, "collection");
            return;
        }
        boolean begins = before.substring(0, found.from).isBlank()
                || before.substring(0, found.from).stripTrailing().endsWith(";");
        if (!begins) {
            source(LQL_SOURCE, text)
                    .ifPresent(collection ->
                            found.add(names.fields(collection), Completion.Kind.FIELD, "field of " + collection));
            found.add(List.of("COUNT", "SUM", "AVG", "MIN", "MAX"), Completion.Kind.FUNCTION, "aggregate");
        }
        found.add(
                begins
                        ? List.of(
                                "SELECT",
                                "INSERT INTO",
                                "UPSERT INTO",
                                "UPDATE",
                                "DELETE FROM",
                                "CREATE COLLECTION",
                                "CREATE INDEX",
                                "DROP COLLECTION",
                                "DROP INDEX",
                                "SHOW COLLECTIONS",
                                "SHOW INDEXES ON",
                                "DESCRIBE",
                                "EXPLAIN")
                        : LqlLanguage.keywords(),
                Completion.Kind.KEYWORD,
                "keyword");
        if (!begins) {
            found.add(functions, Completion.Kind.FUNCTION, "function");
        }
    }

    private static String lastWord(String before) {
        Matcher matcher = LAST_WORD.matcher(before);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Optional<String> source(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        Optional<String> found = Optional.empty();
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    found = Optional.of(matcher.group(group));
                }
            }
        }
        return found;
    }

    private void nql(String text, String before, Names names, Found found) {
        if (before.substring(0, found.from).isBlank()) {
            found.add(NqlLanguage.verbs(), Completion.Kind.KEYWORD, "verb");
            return;
        }
        Optional<String> collection = named(text, names);
        if (collection.isEmpty() || Set.of("of", "from", "to", "into", "find").contains(lastWord(before))) {
            found.add(names.collections(), Completion.Kind.COLLECTION, "collection");
        }
        collection.ifPresent(name -> found.add(names.fields(name), Completion.Kind.FIELD, "field of " + name));
        found.add(NqlLanguage.clauses(), Completion.Kind.KEYWORD, "word");
        found.add(
                List.of(
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
                        "is null",
                        "is missing",
                        "exists"),
                Completion.Kind.OPERATOR,
                "comparison");
    }

    /** The collection that one of the sentence's words names. */
    private static Optional<String> named(String text, Names names) {
        for (String word : text.split("[^\\p{L}\\p{N}_]+")) {
            for (String collection : names.collections()) {
                if (collection.equalsIgnoreCase(word)
                        || (collection + "s").equalsIgnoreCase(word)
                        || collection.equalsIgnoreCase(word + "s")) {
                    return Optional.of(collection);
                }
            }
        }
        return Optional.empty();
    }

    private void jql(String text, String before, Names names, Found found) {
        String outside = before.substring(0, found.from);
        String stripped = outside.stripTrailing();
        boolean quoted = stripped.endsWith("\"");
        String structure = quoted ? stripped.substring(0, stripped.length() - 1).stripTrailing() : stripped;
        if (structure.equals("{")) {
            found.add(JqlLanguage.commands(), Completion.Kind.KEYWORD, "command");
            return;
        }
        if (structure.endsWith(":") && afterCommand(structure)) {
            found.add(names.collections(), Completion.Kind.COLLECTION, "collection");
            return;
        }
        source(JQL_SOURCE, text)
                .ifPresent(collection ->
                        found.add(names.fields(collection), Completion.Kind.FIELD, "field of " + collection));
        if (depth(structure) == 1) {
            found.add(JQL_KEYS, Completion.Kind.KEYWORD, "key");
        } else {
            found.add(JqlLanguage.operators(), Completion.Kind.OPERATOR, "operator");
            found.add(JQL_STAGES, Completion.Kind.OPERATOR, "operator");
        }
    }

    private static boolean afterCommand(String structure) {
        int end = structure.length() - 1;
        int open = structure.lastIndexOf('"', Math.max(0, structure.lastIndexOf('"', end) - 1));
        int close = structure.lastIndexOf('"', end);
        String key = open >= 0 && close > open ? structure.substring(open + 1, close) : "";
        return JqlLanguage.commands().contains(key) || key.equals("collection");
    }

    private static int depth(String structure) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < structure.length(); i++) {
            char c = structure.charAt(i);
            if (c == '"' && (i == 0 || structure.charAt(i - 1) != '\\')) {
                inString = !inString;
            } else if (!inString && (c == '{' || c == '[')) {
                depth++;
            } else if (!inString && (c == '}' || c == ']')) {
                depth--;
            }
        }
        return depth;
    }
}
