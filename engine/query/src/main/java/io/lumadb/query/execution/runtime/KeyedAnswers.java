package io.lumadb.query.execution.runtime;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers of a subquery that was run once for all rows around it, by the keys that those have. Immutable once read. */
final class KeyedAnswers implements KeyedRows {

    private static final int ENTRY_BYTES = 160;

    private final SubqueryPlan subquery;
    private final KeyedPlan keyed;
    private final List<Evaluator> wanted;
    private final Map<List<ValueKey>, AnswerReader> answers = new HashMap<>();
    private final Answer otherwise;
    private long heldBytes;

    /** {@code otherwise}: the answer where no row has the keys. */
    KeyedAnswers(SubqueryPlan subquery, KeyedPlan keyed, Answer otherwise, ExpressionCompiler compiler) {
        this.subquery = subquery;
        this.keyed = keyed;
        this.otherwise = otherwise;
        this.wanted = keyed.outer().stream()
                .map(key -> compiler.compile(ExpressionMapping.parts(key, KeyedAnswers::asField)))
                .toList();
    }

    private static Optional<Expression> asField(Expression part) {
        return part instanceof Expression.Parameter(String name)
                ? Optional.of(new Expression.Field(FieldPath.of(name)))
                : Optional.empty();
    }

    @Override
    public long read(Operator rows, QueryRun run) {
        for (List<Row> batch = rows.next(); !batch.isEmpty(); batch = rows.next()) {
            run.checkpoint();
            long before = heldBytes;
            batch.forEach(this::take);
            run.memory().reserve(heldBytes - before, "a subquery's answers");
        }
        return heldBytes;
    }

    private void take(Row row) {
        List<ValueKey> key = new ArrayList<>(keyed.keys().size());
        for (String column : keyed.keys()) {
            Value value = row.field(column);
            if (value.isNull()) {
                // It equals nothing.
                return;
            }
            key.add(new ValueKey(value));
        }
        AnswerReader reader = answers.get(key);
        if (reader == null) {
            reader = AnswerReader.of(subquery, keyed.first());
            answers.put(key, reader);
            heldBytes += ENTRY_BYTES;
            key.forEach(part -> heldBytes += ValueSize.of(part.value()));
        }
        heldBytes += reader.take(row);
    }

    @Override
    public Answer get(List<Value> taken) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            fields.put(subquery.parameters().get(i), taken.get(i));
        }
        Row row = new ObjectRow(new Value.Obj(fields));
        List<ValueKey> key = new ArrayList<>(wanted.size());
        for (Evaluator part : wanted) {
            Value value = part.evaluate(row);
            if (value.isNull()) {
                return otherwise;
            }
            key.add(new ValueKey(value));
        }
        AnswerReader found = answers.get(key);
        return found == null ? otherwise : found.answer();
    }
}
