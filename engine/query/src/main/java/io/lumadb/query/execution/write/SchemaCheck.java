package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.Default;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.Excerpt;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Casts;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds documents against the declared schema. Built once a statement; a collection without a schema takes anything. */
public final class SchemaCheck {

    private static final ObjectRow NO_FIELDS = new ObjectRow(new Value.Obj(Map.of()));

    private final Optional<CollectionSchema> schema;
    private final Map<String, Evaluator> checks = new HashMap<>();
    private final Map<String, Evaluator> defaults = new HashMap<>();

    /** @param now what the checks' {@code NOW()} means */
    public SchemaCheck(Optional<CollectionSchema> schema, Instant now) {
        this.schema = schema;
        ExpressionCompiler compiler = ExpressionCompiler.over(MatchingRules.SQL, now);
        for (FieldRule rule : schema.map(CollectionSchema::fields).orElse(List.of())) {
            rule.check()
                    .ifPresent(text -> checks.put(rule.name(), compiler.compile(LqlLanguage.parseExpression(text))));
            rule.standard().ifPresent(standard -> defaults.put(rule.name(), evaluator(standard, compiler)));
        }
    }

    private static Evaluator evaluator(Default standard, ExpressionCompiler compiler) {
        return switch (standard) {
            case Default.Constant(Value value) -> new Evaluator.Constant(value);
            case Default.Computed(String text) -> compiler.compile(LqlLanguage.parseExpression(text));
        };
    }

    /** What a field gets in a document that comes without it. */
    Value standard(FieldRule rule) {
        Evaluator standard = defaults.get(rule.name());
        return standard == null ? Value.MISSING : standard.evaluate(NO_FIELDS);
    }

    /** A new document with its defaults, checked. */
    public Value.Obj forInsert(Value.Obj document) {
        if (schema.isEmpty()) {
            return document;
        }
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        for (FieldRule rule : schema.get().fields()) {
            if (defaults.containsKey(rule.name()) && !fields.containsKey(rule.name())) {
                fields.put(rule.name(), standard(rule));
            }
        }
        return check(new Value.Obj(fields));
    }

    /**
     * The document, its whole numbers widened where doubles or decimals are declared.
     *
     * @throws LumaException SCHEMA_VIOLATION naming field, rule and value
     */
    public Value.Obj check(Value.Obj document) {
        if (schema.isEmpty()) {
            return document;
        }
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        for (FieldRule rule : schema.get().fields()) {
            Value value = document.get(rule.name());
            if (value.isNull()) {
                if (rule.required()) {
                    throw violation(document, rule.name(), "NOT NULL, and is " + value.typeName(), null);
                }
            } else {
                fields.put(rule.name(), typed(document, rule, value));
            }
        }
        if (schema.get().strict()) {
            refuseUnknown(document, schema.get());
        }
        Value.Obj checked = new Value.Obj(fields);
        for (FieldRule rule : schema.get().fields()) {
            Evaluator check = checks.get(rule.name());
            if (check != null && check.evaluate(new ObjectRow(checked)).equals(Value.FALSE)) {
                throw violation(
                        document,
                        rule.name(),
                        "CHECK (" + rule.check().orElse("") + "), and is " + shown(checked.get(rule.name())),
                        null);
            }
        }
        return checked;
    }

    private static Value typed(Value.Obj document, FieldRule rule, Value value) {
        if (rule.type().equals("any") || rule.type().equals(value.typeName())) {
            return value;
        }
        boolean widens = value.isNumber()
                && (rule.type().equals("decimal128") || rule.type().equals("double") && value instanceof Value.Int64);
        if (widens) {
            return Casts.to(rule.type()).apply(value);
        }
        throw violation(document, rule.name(), rule.type() + ", and is " + value.typeName() + " " + shown(value), null);
    }

    private static void refuseUnknown(Value.Obj document, CollectionSchema schema) {
        List<String> declared = schema.fields().stream().map(FieldRule::name).toList();
        for (String name : document.fields().keySet()) {
            if (!declared.contains(name) && !name.equals(Document.ID)) {
                throw violation(
                        document,
                        name,
                        "left out: the schema is STRICT and does not declare it",
                        Suggestions.nearest(name, declared)
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("the declared fields are " + String.join(", ", declared)));
            }
        }
    }

    private static LumaException violation(Value.Obj document, String field, String rule, @Nullable String hint) {
        Value id = document.get(Document.ID);
        String which = id.isNull() ? "" : " of document " + shown(id);
        return new LumaException(
                ErrorCode.SCHEMA_VIOLATION, "field '" + field + "'" + which + " must be " + rule, hint);
    }

    private static String shown(Value value) {
        return Excerpt.of(Json.relaxed(value));
    }
}
