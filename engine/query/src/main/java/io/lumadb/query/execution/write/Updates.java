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
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
    private final QueryPlanner planner;
    private final CollectionDefinition collection;
    private final Statement.Update update;
    private final WritePlan plan;
    private final ReturnedRows returned;
    private final SchemaCheck schema;
    private final ExpressionCompiler compiler;
    private final Changes changes;
    private final WriteTally tally = new WriteTally();
    private final IdentityHashMap<Mutation, StoredDocument> underway = new IdentityHashMap<>();
    private List<Value> overtaken = new ArrayList<>();
    private @Nullable LumaException firstFailure;

    /** {@code compiler}: for what the update computes from a document. */
    Updates(
            Database database,
            QueryRun run,
            QueryPlanner planner,
            CollectionDefinition collection,
            Statement.Update update,
            WritePlan plan,
            ExpressionCompiler compiler,
            ReturnedRows returned) {
        this.database = database;
        this.run = run;
        this.planner = planner;
        this.collection = collection;
        this.update = update;
        this.plan = plan;
        this.returned = returned;
        this.schema = new SchemaCheck(collection.schema(), run.startedAt());
        this.compiler = compiler;
        this.changes = Changes.compile(plan.changes(), compiler);
    }

    WriteCounts run(RunningPlan running) {
        changeMatches(running);
        for (int round = 1; round < MOST_ROUNDS; round++) {
            if (tally.matched() > 0 || !update.upsert() || insertNew()) {
                return tally.counts();
            }
            // Somebody inserted the document between the look and the insert: now there is one to change.
            try (RunningPlan again = RunningPlan.of(database, run, planner, plan.reads())) {
                changeMatches(again);
            }
        }
        throw conflict(List.of());
    }

    private void changeMatches(RunningPlan running) {
        WriteBatches batches = batches(plan);
        Matches.forEach(running, document -> {
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

    private WriteBatches batches(WritePlan reading) {
        return new WriteBatches(
                database, collection.name(), run, this::take, reading.subqueriesRead(collection.name()));
    }

    private void retry() {
        List<Value> ids = overtaken;
        overtaken = new ArrayList<>();
        Statement.Update again = new Statement.Update(
                update.rules(),
                update.collection(),
                update.changes(),
                Optional.of(Matches.again(ids, update.where())),
                false,
                List.of(),
                Optional.empty());
        WritePlan once = planner.plan(again);
        WriteBatches batches = batches(once);
        try (RunningPlan running = RunningPlan.of(database, run, planner, once.reads())) {
            Matches.forEach(running, document -> change(document, batches));
        }
        batches.finish();
    }

    private void change(StoredDocument stored, WriteBatches batches) {
        if (firstFailure != null) {
            return;
        }
        Value.Obj before = stored.document().toObject();
        Value.Obj after = changes.apply(new DocumentRow(stored), before);
        if (after.equals(before)) {
            returned.give(stored);
            return;
        }
        Mutation replacement =
                new Mutation.Replace(Document.of(schema.check(after)), OptionalLong.of(stored.revision()));
        if (returned.isWanted()) {
            underway.put(replacement, stored);
        }
        batches.add(replacement);
    }

    private void take(Mutation mutation, WriteOutcome outcome) {
        StoredDocument before = underway.remove(mutation);
        switch (outcome) {
            case WriteOutcome.Done done -> {
                tally.modified();
                if (before != null && mutation instanceof Mutation.Replace(Document after, OptionalLong _)) {
                    returned.replaced(before, after, done.revision());
                }
            }
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
        if (plan.where().isPresent()) {
            seed = withEqualities(seed, plan.where().get());
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
            case WriteOutcome.Done done -> {
                tally.upserted(id);
                returned.stored(document, done.revision());
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
