package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.DocumentIds;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.StoredDocument;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** UPDATE. Owned by the statement's thread. */
final class Updates {

    /** A document that changed under the update as often as this is given up on. */
    static final int MOST_ROUNDS = 1_000;

    private final Database database;
    private final QueryRun run;
    private final Matches matches;
    private final CollectionDefinition collection;
    private final Statement.Update update;
    private final SchemaCheck schema;
    private final ExpressionCompiler compiler;
    private final Changes changes;
    private final WriteTally tally = new WriteTally();
    private List<Value> overtaken = new ArrayList<>();
    private @Nullable LumaException firstFailure;

    Updates(
            Database database,
            QueryRun run,
            Matches matches,
            CollectionDefinition collection,
            Statement.Update update) {
        this.database = database;
        this.run = run;
        this.matches = matches;
        this.collection = collection;
        this.update = update;
        this.schema = new SchemaCheck(collection.schema(), run.startedAt());
        this.compiler = ExpressionCompiler.over(update.rules(), run.startedAt());
        this.changes = Changes.compile(update.changes(), compiler);
    }

    WriteCounts run() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            changeMatches();
            if (tally.matched() > 0 || !update.upsert() || insertNew()) {
                return tally.counts();
            }
            // Somebody inserted the document between the look and the insert: now there is one to change.
        }
        throw conflict(List.of());
    }

    private void changeMatches() {
        WriteBatches batches = new WriteBatches(database, collection.name(), run, this::take);
        matches.forEach(
                update.rules(), update.collection(), update.where(), update.orderBy(), update.limit(), document -> {
                    tally.matched(1);
                    change(document, batches);
                });
        batches.finish();
        for (int round = 1; !overtaken.isEmpty() && firstFailure == null; round++) {
            if (round == MOST_ROUNDS) {
                throw conflict(overtaken);
            }
            retry();
        }
        if (firstFailure != null) {
            throw firstFailure;
        }
    }

    private void retry() {
        List<Value> ids = overtaken;
        overtaken = new ArrayList<>();
        WriteBatches batches = new WriteBatches(database, collection.name(), run, this::take);
        matches.again(update.rules(), update.collection(), update.where(), ids, document -> change(document, batches));
        batches.finish();
    }

    private void change(StoredDocument stored, WriteBatches batches) {
        if (firstFailure != null) {
            return;
        }
        Value.Obj before = stored.document().toObject();
        Value.Obj after = changes.apply(new DocumentRow(stored), before);
        if (!after.equals(before)) {
            Document document = Document.of(schema.check(after));
            batches.add(new Mutation.Replace(document, OptionalLong.of(stored.revision())));
        }
    }

    private void take(Mutation mutation, WriteOutcome outcome) {
        switch (outcome) {
            case WriteOutcome.Done _ -> tally.modified();
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                if (code == ErrorCode.REVISION_MISMATCH) {
                    overtaken.add(mutation.id());
                } else if (code != ErrorCode.NOT_FOUND && firstFailure == null) {
                    // A document that was deleted meanwhile is none of the matches any more.
                    firstFailure = new LumaException(code, detail);
                }
            }
        }
    }

    /** Inserts the document that the condition's equalities and the changes describe; false when its key was taken. */
    private boolean insertNew() {
        Value.Obj seed = new Value.Obj(Map.of());
        if (update.where().isPresent()) {
            seed = withEqualities(seed, update.where().get());
        }
        Value.Obj changed = changes.apply(new ObjectRow(seed), seed);
        Value id = changed.get(Document.ID) instanceof Value.Missing ? DocumentIds.next() : changed.get(Document.ID);
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, id);
        changed.fields().forEach(fields::putIfAbsent);
        Document document = Document.of(schema.forInsert(new Value.Obj(fields))).requireStorable();
        WriteOutcome outcome = run.await(database.write(collection.name(), List.of(new Mutation.Insert(document))))
                .getFirst();
        return switch (outcome) {
            case WriteOutcome.Done _ -> {
                tally.upserted(id);
                yield true;
            }
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                if (code != ErrorCode.DUPLICATE_KEY) {
                    throw new LumaException(code, detail);
                }
                yield false;
            }
        };
    }

    private Value.Obj withEqualities(Value.Obj seed, Expression condition) {
        if (condition instanceof Expression.And(List<Expression> operands)) {
            Value.Obj filled = seed;
            for (Expression operand : operands) {
                filled = withEqualities(filled, operand);
            }
            return filled;
        }
        if (condition instanceof Expression.Comparison(ComparisonOperator operator, Expression left, Expression right)
                && operator == ComparisonOperator.EQUAL) {
            return equality(left, right)
                    .or(() -> equality(right, left))
                    .map(field -> DocumentEdit.at(seed, field.getKey(), _ -> field.getValue()))
                    .orElse(seed);
        }
        return seed;
    }

    private Optional<Map.Entry<FieldPath, Value>> equality(Expression side, Expression other) {
        return side instanceof Expression.Field(FieldPath path)
                        && compiler.compile(other) instanceof Evaluator.Constant(Value value)
                ? Optional.of(Map.entry(path, value))
                : Optional.empty();
    }

    private LumaException conflict(List<Value> ids) {
        String which = ids.isEmpty() ? "a document" : "document " + Json.relaxed(ids.getFirst());
        return new LumaException(
                ErrorCode.CONFLICT,
                which + " of collection '" + collection.name() + "' changed under this update " + MOST_ROUNDS
                        + " times",
                "send the update again");
    }
}
