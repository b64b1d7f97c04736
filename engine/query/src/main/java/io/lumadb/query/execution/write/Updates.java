package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.DocumentIds;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** UPDATE. Owned by the statement's thread. */
final class Updates implements MatchedWrites.Work {

    /** A document that others insert first is there to be changed the next time, unless they delete it again. */
    private static final int MOST_INSERTS = 20;

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
        this.changes = Changes.compile(update, plan, compiler);
    }

    WriteCounts run(RunningPlan running) {
        MatchedWrites.Target target = new MatchedWrites.Target(
                "update", collection.name(), plan, MatchedWrites.limit(update.limit(), compiler));
        new MatchedWrites(database, run, planner, target, this).run(running);
        LumaException taken = null;
        for (int attempt = 0; attempt < MOST_INSERTS; attempt++) {
            if (tally.matched() > 0 || !update.upsert()) {
                return tally.counts();
            }
            taken = insertNew().orElse(null);
            if (taken == null) {
                return tally.counts();
            }
            // Somebody inserted the document between the look and the insert: now there is one to change.
            try (RunningPlan again = RunningPlan.of(database, run, planner, plan.reads())) {
                new MatchedWrites(database, run, planner, target, this).run(again);
            }
        }
        // It is still none of those that match: another document has the key, or the value of a unique index.
        throw java.util.Objects.requireNonNull(taken);
    }

    @Override
    public WritePlan again(List<Value> ids) {
        return planner.plan(new Statement.Update(
                update.rules(),
                update.collection(),
                update.changes(),
                Optional.of(Matches.again(ids, update.where())),
                false,
                List.of(),
                Optional.empty()));
    }

    @Override
    public Optional<Mutation> mutation(StoredDocument stored) {
        Value.Obj before = stored.document().toObject();
        Value.Obj after = changes.apply(new DocumentRow(stored), before);
        if (after.equals(before)) {
            return Optional.empty();
        }
        Document document = Document.of(schema.check(after));
        return Optional.of(new Mutation.Replace(document, MatchedWrites.revision(stored)));
    }

    @Override
    public void unchanged(StoredDocument document) {
        tally.matched(1);
        returned.give(document);
    }

    @Override
    public void written(StoredDocument before, Mutation mutation, long revision) {
        tally.matched(1);
        tally.modified();
        if (mutation instanceof Mutation.Replace(Document after, OptionalLong _)) {
            returned.replaced(before, after, revision);
        }
    }

    /** Inserts the document that the condition's equalities and the changes describe; gives the refusal when it is taken. */
    private Optional<LumaException> insertNew() {
        Value.Obj seed = new UpsertSeed(compiler).of(plan.where());
        Value.Obj changed = changes.create(new ObjectRow(seed), seed);
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
                yield Optional.empty();
            }
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                LumaException refusal = new LumaException(code, detail);
                if (code != ErrorCode.DUPLICATE_KEY) {
                    throw refusal;
                }
                yield Optional.of(refusal);
            }
        };
    }
}
