package io.lumadb.query.execution.write;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.Default;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expressions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests a schema before it is declared: that its rules have a meaning, and that the documents there are keep them. A document written
 * meanwhile is held to the schema that its writer saw.
 */
public final class SchemaDeclaration {

    private final Database database;
    private final QueryRun run;

    public SchemaDeclaration(Database database, QueryRun run) {
        this.database = database;
        this.run = run;
    }

    /**
     * Refuses rules that no document could keep.
     *
     * @throws LumaException INVALID_QUERY naming the field: a check that cannot be computed, a default that breaks its own rule
     */
    public void validate(CollectionSchema schema) {
        for (FieldRule rule : schema.fields()) {
            SchemaCheck alone = check(rule);
            try {
                Value standard = standard(rule);
                if (!standard.isNull()) {
                    alone.check(new Value.Obj(Map.of(rule.name(), standard)));
                }
            } catch (LumaException broken) {
                boolean wrong = broken.code() == ErrorCode.INVALID_QUERY;
                throw QueryError.about(
                        rule.name(),
                        ErrorCode.INVALID_QUERY,
                        "the default of field '" + rule.name() + (wrong ? "': " : "' breaks its rule: ")
                                + broken.getMessage(),
                        "give a default that a document may have");
            }
        }
    }

    private Value standard(FieldRule rule) {
        if (rule.standard().orElse(null) instanceof Default.Computed(String text)
                && !Expressions.standsAlone(LqlLanguage.parseExpression(text))) {
            throw new LumaException(ErrorCode.INVALID_QUERY, "it depends on fields, parameters or queries");
        }
        return new SchemaCheck(Optional.of(new CollectionSchema(List.of(rule), false)), run.startedAt()).standard(rule);
    }

    /** The rule by itself, without its default. Its check sees no other field, so that a comparison with one is unknown, and kept. */
    private SchemaCheck check(FieldRule rule) {
        FieldRule plain = new FieldRule(rule.name(), rule.type(), rule.required(), Optional.empty(), rule.check());
        try {
            return new SchemaCheck(Optional.of(new CollectionSchema(List.of(plain), false)), run.startedAt());
        } catch (QueryError meaningless) {
            throw QueryError.about(
                    rule.name(),
                    meaningless.code(),
                    "the check of field '" + rule.name() + "': " + meaningless.detail(),
                    meaningless.hint().orElse(null));
        }
    }

    /**
     * Reads every document of a collection.
     *
     * @throws LumaException SCHEMA_VIOLATION naming the first that does not keep the schema, its field, the rule and the value
     */
    public void checkStored(String collection, CollectionSchema schema) {
        SchemaCheck check = new SchemaCheck(Optional.of(schema), run.startedAt());
        for (int shard = 0; shard < database.shardCount(); shard++) {
            ScanRequest request = new ScanRequest(
                    collection,
                    shard,
                    ScanRequest.Consistency.LINEARIZABLE,
                    new ScanRequest.Access.Everything(),
                    false);
            try (DocumentCursor cursor = database.open(request)) {
                for (List<StoredDocument> batch = cursor.next(); !batch.isEmpty(); batch = cursor.next()) {
                    run.checkpoint();
                    batch.forEach(stored -> checkStored(check, stored));
                }
            }
        }
    }

    private static void checkStored(SchemaCheck check, StoredDocument stored) {
        try {
            check.check(stored.document().toObject());
        } catch (LumaException violation) {
            throw new LumaException(
                    violation.code(),
                    "a stored document does not fit: " + violation.getMessage(),
                    "change the documents first, or declare less");
        }
    }
}
