package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.DocumentIds;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * INSERT and UPSERT. Unordered, a document that fails does not keep the others out; ordered, nothing is stored behind the
 * first failure. Owned by the statement's thread.
 */
final class Inserts {

    private final Database database;
    private final QueryRun run;
    private final CollectionDefinition collection;
    private final boolean upsert;
    private final ReturnedRows returned;
    private final SchemaCheck schema;
    private final WriteTally tally = new WriteTally();
    private @Nullable LumaException firstFailure;
    private long tried;
    private long failures;

    Inserts(Database database, QueryRun run, CollectionDefinition collection, boolean upsert, ReturnedRows returned) {
        this.database = database;
        this.run = run;
        this.collection = collection;
        this.upsert = upsert;
        this.returned = returned;
        this.schema = new SchemaCheck(collection.schema(), run.startedAt());
    }

    /** Stores computed documents. */
    WriteCounts values(List<Expression> documents, boolean ordered, ExpressionCompiler compiler) {
        tried = documents.size();
        if (ordered) {
            runOrdered(documents, compiler);
        } else {
            runUnordered(documents, compiler);
        }
        return counts(ordered);
    }

    /**
     * Stores a query's rows, up to the first that fails; those of a few batches behind it may be stored.
     *
     * @param holdsBack the query reads the collection, and must not see what is stored
     */
    WriteCounts rows(Operator rows, boolean holdsBack) {
        WriteBatches batches = new WriteBatches(database, collection.name(), run, this::take, holdsBack);
        for (List<Row> batch = rows.next(); !batch.isEmpty() && firstFailure == null; batch = rows.next()) {
            run.checkpoint();
            for (Row row : batch) {
                tried++;
                try {
                    batches.add(mutation(document(row.object())));
                } catch (LumaException refused) {
                    fail(refused);
                    break;
                }
            }
        }
        if (firstFailure == null || !holdsBack) {
            batches.finish();
        }
        return counts(false);
    }

    private WriteCounts counts(boolean ordered) {
        LumaException failure = firstFailure;
        if (failure != null) {
            throw tried == 1 ? failure : amongOthers(failure, ordered);
        }
        return tally.counts();
    }

    private LumaException amongOthers(LumaException failure, boolean ordered) {
        String others = ordered
                ? "; " + tally.affected() + " of " + tried + " documents, those before it, are stored"
                : "; " + failures + " of " + tried + " documents failed, the others are stored";
        return new LumaException(
                failure.code(), failure.detail() + others, failure.hint().orElse(null), failure);
    }

    private void runUnordered(List<Expression> documents, ExpressionCompiler compiler) {
        WriteBatches batches = new WriteBatches(database, collection.name(), run, this::take);
        for (Expression expression : documents) {
            try {
                batches.add(mutation(document(expression, compiler)));
            } catch (LumaException refused) {
                fail(refused);
            }
        }
        batches.finish();
    }

    private void runOrdered(List<Expression> documents, ExpressionCompiler compiler) {
        boolean oneByOne = collection.indexes().stream().anyMatch(IndexDefinition::unique);
        int batchSize = oneByOne ? 1 : WriteBatches.MOST_MUTATIONS;
        List<Document> batch = new ArrayList<>();
        for (Expression expression : documents) {
            LumaException refused = null;
            try {
                batch.add(document(expression, compiler));
            } catch (LumaException problem) {
                refused = problem;
            }
            if (batch.size() >= batchSize || refused != null) {
                writeInOrder(batch);
                batch = new ArrayList<>();
            }
            if (refused != null && firstFailure == null) {
                fail(refused);
            }
            if (firstFailure != null) {
                return;
            }
        }
        writeInOrder(batch);
    }

    /**
     * Writes a batch up to its first conflict. The conflicts that are there already are found beforehand; where another
     * writer takes a key in the same moment, what was stored behind it is taken back.
     */
    private void writeInOrder(List<Document> batch) {
        if (batch.isEmpty()) {
            return;
        }
        int conflict = upsert || batch.size() == 1 ? batch.size() : firstConflict(batch);
        List<Mutation> mutations = batch.subList(0, Math.min(conflict + 1, batch.size())).stream()
                .map(this::mutation)
                .toList();
        List<Mutation> before = mutations.subList(0, Math.min(conflict, mutations.size()));
        List<WriteOutcome> outcomes =
                before.isEmpty() ? List.of() : run.await(database.write(collection.name(), before));
        List<Mutation> takenBack = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (firstFailure == null) {
                take(before.get(i), outcomes.get(i));
            } else if (outcomes.get(i) instanceof WriteOutcome.Done done) {
                takenBack.add(new Mutation.Delete(before.get(i).id(), OptionalLong.of(done.revision())));
            }
        }
        if (!takenBack.isEmpty()) {
            run.await(database.write(collection.name(), takenBack));
        }
        if (firstFailure == null && conflict < batch.size()) {
            fail(duplicate(batch.get(conflict).id()));
        }
    }

    private int firstConflict(List<Document> batch) {
        Set<ValueKey> taken = existing(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (!taken.add(new ValueKey(batch.get(i).id()))) {
                return i;
            }
        }
        return batch.size();
    }

    private Set<ValueKey> existing(List<Document> batch) {
        Map<Integer, List<Value>> byShard = new LinkedHashMap<>();
        for (Document document : batch) {
            byShard.computeIfAbsent(database.shardOf(document.id()), _ -> new ArrayList<>())
                    .add(document.id());
        }
        Set<ValueKey> existing = new HashSet<>();
        byShard.forEach((shard, ids) -> {
            ScanRequest request = new ScanRequest(
                    collection.name(), shard, ScanRequest.Consistency.LINEARIZABLE, new Access.ByIds(ids), false);
            try (DocumentCursor cursor = database.open(request)) {
                for (List<StoredDocument> found = cursor.next(); !found.isEmpty(); found = cursor.next()) {
                    found.forEach(stored ->
                            existing.add(new ValueKey(stored.document().id())));
                }
            }
        });
        return existing;
    }

    private LumaException duplicate(Value id) {
        return new LumaException(
                ErrorCode.DUPLICATE_KEY,
                "collection '" + collection.name() + "' already has a document with _id " + Json.relaxed(id),
                "UPSERT replaces it");
    }

    private void take(Mutation mutation, WriteOutcome outcome) {
        switch (outcome) {
            case WriteOutcome.Done done -> {
                if (done.existed()) {
                    tally.matched(1);
                    tally.modified();
                } else if (upsert) {
                    tally.upserted(mutation.id());
                } else {
                    tally.inserted(mutation.id());
                }
                returned.stored(document(mutation), done.revision());
            }
            case WriteOutcome.Failed(ErrorCode code, String detail) ->
                fail(
                        code == ErrorCode.DUPLICATE_KEY && detail.isEmpty()
                                ? duplicate(mutation.id())
                                : new LumaException(code, detail));
        }
    }

    private static Document document(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Insert(Document document) -> document;
            case Mutation.Upsert(Document document) -> document;
            case Mutation.Replace _, Mutation.Delete _ ->
                throw new IllegalArgumentException("stores no new document: " + mutation);
        };
    }

    private void fail(LumaException failure) {
        failures++;
        if (firstFailure == null) {
            firstFailure = failure;
        }
    }

    private Mutation mutation(Document document) {
        return upsert ? new Mutation.Upsert(document) : new Mutation.Insert(document);
    }

    private Document document(Expression expression, ExpressionCompiler compiler) {
        return document(compiler.compile(expression).evaluate(ObjectRow.EMPTY));
    }

    /** A revision that came along, as in an export, is not stored: it is the database's to give. */
    private Document document(Value value) {
        if (!(value instanceof Value.Obj(Map<String, Value> given))) {
            throw new LumaException(ErrorCode.BAD_REQUEST, "a document must be an object, not " + value.typeName());
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        Value id = given.getOrDefault(Document.ID, Value.MISSING);
        fields.put(Document.ID, id instanceof Value.Missing ? DocumentIds.next() : id);
        given.forEach((name, field) -> {
            if (!name.equals(Document.ID) && !name.equals(Document.REVISION)) {
                fields.put(name, field);
            }
        });
        return Document.of(schema.forInsert(new Value.Obj(fields))).requireStorable();
    }
}
