package io.lumadb.query.editor;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.editor.Completion.Kind;
import io.lumadb.query.editor.JqlCaret.Frame;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.language.Names;
import java.util.Collection;
import java.util.List;

/** What could stand at a caret of a JQL command. */
final class JqlCompletion {

    private final JqlCaret caret;
    private final Names names;
    private final Offers offers;

    /** The place of the innermost object or array, or of the value the caret is at. */
    private JqlPlace place = JqlPlace.ROOT;

    private String collection = "";

    private JqlCompletion(JqlCaret caret, Names names) {
        this.caret = caret;
        this.names = names;
        // What is offered comes with its quotes where none are open; the letters typed then have none either.
        offers = new Offers(caret.word(), caret.from());
        follow();
    }

    static List<Completion> at(String text, int offset, Names names) {
        JqlCaret caret = JqlCaret.at(text, offset);
        if (caret.frames().isEmpty()) {
            return text.isBlank() ? beginnings(Math.clamp(offset, 0, text.length())) : List.of();
        }
        return new JqlCompletion(caret, names).completions();
    }

    private static List<Completion> beginnings(int offset) {
        return JqlLanguage.commands().stream()
                .map(command -> new Completion("{\"" + command + "\": ", Kind.KEYWORD, "command", offset))
                .toList();
    }

    /** Walks from the command to the caret. */
    private void follow() {
        for (Frame frame : caret.frames()) {
            if (place.kind() == JqlPlace.Kind.COMMAND && !frame.array()) {
                String command = frame.keys().stream().findFirst().orElse("");
                collection = frame.text(command.endsWith("Index") ? "collection" : command);
            } else if (place.kind() == JqlPlace.Kind.KEYED
                    && (frame.key().equals("pipeline") || frame.key().equals("foreignField"))) {
                String other = place.name().equals("$lookup") ? frame.text("from") : frame.text("coll");
                collection = other.isEmpty() ? collection : other;
            }
            if (frame.array()) {
                place = place.element();
            } else if (!frame.key().isEmpty()) {
                place = place.of(frame.key());
            }
        }
    }

    private List<Completion> completions() {
        if (caret.atKey()) {
            keys(caret.frames().getLast());
        } else {
            values();
        }
        return offers.list();
    }

    private void keys(Frame frame) {
        switch (place.kind()) {
            case COMMAND -> commandKeys(frame);
            case FILTER -> {
                fieldsWithin(place.name());
                add(JqlWords.COMBINATIONS, Kind.OPERATOR, "operator");
            }
            case TEST, VALUE -> add(JqlLanguage.operators(), Kind.OPERATOR, "operator");
            case PIPELINE -> add(JqlWords.STAGES, Kind.OPERATOR, "stage");
            case GROUP -> add(List.of("_id"), Kind.KEYWORD, "what to group by");
            case ACCUMULATOR -> add(JqlWords.ACCUMULATORS, Kind.OPERATOR, "accumulator");
            case PROJECTION, SORT, CHANGES, PUSH -> fields("");
            case EXPRESSION -> add(JqlWords.expressionOperators(), Kind.OPERATOR, "expression");
            case KEYED -> {
                List<String> keys = JqlWords.arguments(place.name()).orElse(List.of()).stream()
                        .filter(key -> !frame.keys().contains(key))
                        .toList();
                add(keys, Kind.KEYWORD, "key of " + place.name());
                if (frame.keys().isEmpty() && !place.isObjectOnly()) {
                    add(JqlWords.expressionOperators(), Kind.OPERATOR, "expression");
                }
            }
            case COLLECTION, FIELD_NAME, FACET, OUTPUT, CHOICE, ANYTHING -> {}
        }
    }

    private void commandKeys(Frame frame) {
        boolean first = frame.keys().isEmpty();
        if (first) {
            add(JqlLanguage.commands(), Kind.KEYWORD, "command");
        } else {
            String command = frame.keys().iterator().next();
            add(
                    JqlWords.keysOf(command).stream()
                            .filter(key -> !frame.keys().contains(key))
                            .toList(),
                    Kind.KEYWORD,
                    "key of " + command);
        }
    }

    private void values() {
        switch (place.kind()) {
            case COLLECTION -> add(names.collections(), Kind.COLLECTION, "collection");
            case TEST, VALUE -> sampled(place.name());
            case EXPRESSION, ACCUMULATOR, PROJECTION -> fields("$");
            case KEYED -> {
                if (place.name().equals("$unwind")) {
                    fields("$");
                } else if (place.name().equals("$unionWith")) {
                    add(names.collections(), Kind.COLLECTION, "collection");
                } else {
                    fields("$");
                }
            }
            case FIELD_NAME, SORT -> fields("");
            case CHOICE -> add(JqlWords.choices(place.name()), Kind.KEYWORD, place.name());
            case COMMAND, FILTER, PIPELINE, GROUP, CHANGES, PUSH, FACET, OUTPUT, ANYTHING -> {}
        }
    }

    /** The values that a field is known to have: texts within quotes, all kinds without. */
    private void sampled(String field) {
        for (Value value : names.values(collection, field)) {
            if (value instanceof Value.Text(String text)) {
                add(List.of(text), Kind.VALUE, "value of " + field);
            } else if (!caret.quoted()) {
                offers.add(Json.relaxed(value), Kind.VALUE, "value of " + field);
            }
        }
    }

    private void fields(String sign) {
        add(
                names.fields(collection).stream().map(field -> sign + field).toList(),
                Kind.FIELD,
                "field of " + collection);
    }

    /** Those behind a path, from there on. */
    private void fieldsWithin(String path) {
        add(
                names.fields(collection).stream()
                        .filter(field -> field.startsWith(path))
                        .map(field -> field.substring(path.length()))
                        .toList(),
                Kind.FIELD,
                "field of " + collection);
    }

    private void add(Collection<String> texts, Kind kind, String detail) {
        for (String text : texts) {
            if (caret.quoted()) {
                offers.add(text, kind, detail);
            } else if (offers.fits(text)) {
                offers.addAs("\"" + text + "\"", kind, detail, caret.from());
            }
        }
    }
}
