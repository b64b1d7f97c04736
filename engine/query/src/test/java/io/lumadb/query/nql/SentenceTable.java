package io.lumadb.query.nql;

import io.lumadb.document.Value;
import io.lumadb.query.language.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sentences of {@code sentences.txt}, whose head says how they are written down. */
final class SentenceTable {

    private static final String FILE = "sentences.txt";
    private static final String INDENT = "    ";
    private static final Pattern FIELD = Pattern.compile("([^:]+)(?::([a-z0-9+]+)(?:\\((.*)\\))?)?");

    private SentenceTable() {}

    /** A sentence that was written down with what becomes of it. */
    record Entry(int line, Catalog catalog, String sentence, Outcome outcome) {
        @Override
        public String toString() {
            return FILE + ":" + line + " " + sentence;
        }
    }

    sealed interface Outcome {
        record Meant(String lql) implements Outcome {}

        /** @param at the words that the refusal points to; empty at the end of the sentence */
        record Refused(String at, String says, Optional<String> hint, Optional<String> nearest) implements Outcome {}
    }

    /** A field as it is written down: {@code name}, {@code name:type+type} or {@code name:type(value|value)}. */
    record Known(Set<String> types, List<Value> values) {}

    record Catalog(Map<String, List<String>> known, Map<String, Known> sampled) implements Names {
        Catalog(Map<String, List<String>> known) {
            this(known, Map.of());
        }

        @Override
        public Set<String> types(String collection, String field) {
            return sampled.getOrDefault(collection + " " + field, new Known(Set.of(), List.of()))
                    .types();
        }

        @Override
        public List<Value> values(String collection, String field) {
            return sampled.getOrDefault(collection + " " + field, new Known(Set.of(), List.of()))
                    .values();
        }

        @Override
        public List<String> collections() {
            return List.copyOf(known.keySet());
        }

        @Override
        public List<String> fields(String collection) {
            return known.getOrDefault(collection, List.of());
        }
    }

    static List<Entry> read() {
        List<String> lines;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SentenceTable.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Entry> entries = new ArrayList<>();
        Catalog catalog = new Catalog(Map.of());
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            int first = at + 1;
            at++;
            List<String> indented = new ArrayList<>();
            while (at < lines.size() && lines.get(at).startsWith(INDENT)) {
                indented.add(lines.get(at).strip());
                at++;
            }
            if (line.equals("catalog")) {
                catalog = catalog(indented);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(new Entry(first, catalog, line, outcome(first, indented)));
            }
        }
        return entries;
    }

    private static Catalog catalog(List<String> lines) {
        Map<String, List<String>> known = new LinkedHashMap<>();
        Map<String, Known> sampled = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String collection = line.substring(0, colon);
            List<String> names = new ArrayList<>();
            for (String written : line.substring(colon + 1).strip().split(",\\s*")) {
                Matcher field = FIELD.matcher(written);
                if (!field.matches()) {
                    throw new IllegalStateException(FILE + " has the field " + written);
                }
                names.add(field.group(1));
                Set<String> types = field.group(2) == null
                        ? Set.of()
                        : Set.of(field.group(2).split("\\+"));
                List<Value> values = field.group(3) == null
                        ? List.of()
                        : Stream.of(field.group(3).split("\\|"))
                                .<Value>map(Value::of)
                                .toList();
                sampled.put(collection + " " + field.group(1), new Known(types, values));
            }
            known.put(collection, names);
        }
        return new Catalog(known, sampled);
    }

    private static Outcome outcome(int line, List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalStateException(FILE + ":" + line + " says nothing of what the sentence means");
        }
        if (!lines.getFirst().startsWith("refused at")) {
            return new Outcome.Meant(String.join(" ", lines));
        }
        return new Outcome.Refused(
                part(lines, "refused at:").orElse(""),
                part(lines, "says:").orElseThrow(),
                part(lines, "hint:"),
                part(lines, "nearest:"));
    }

    private static Optional<String> part(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }
}
