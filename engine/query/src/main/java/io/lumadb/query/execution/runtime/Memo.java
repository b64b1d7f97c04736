package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers of a subquery for the very values that it was asked with lately. Thread-safe; while one thread computes an
 * answer another one may compute the same.
 */
final class Memo {

    private static final int MOST_ANSWERS = 4_096;
    private static final int ENTRY_BYTES = 160;

    private final QueryRun run;
    private final LinkedHashMap<ExactKey, Known> answers = new LinkedHashMap<>(16, 0.75f, true);

    Memo(QueryRun run) {
        this.run = run;
    }

    private record Known(Answer answer, long bytes) {}

    /** The answer for some values. */
    Answer get(List<Value> values, Function<List<Value>, Held> computation) {
        ExactKey key = new ExactKey(List.copyOf(values));
        Optional<Answer> known = find(key);
        if (known.isPresent()) {
            return known.get();
        }
        Held computed = computation.apply(values);
        long bytes = computed.bytes()
                + ENTRY_BYTES
                + values.stream().mapToLong(ValueSize::of).sum();
        remember(key, new Known(computed.answer(), bytes));
        return computed.answer();
    }

    /** An answer and the memory it takes, in bytes. */
    record Held(Answer answer, long bytes) {}

    private synchronized Optional<Answer> find(ExactKey key) {
        return Optional.ofNullable(answers.get(key)).map(Known::answer);
    }

    private synchronized void remember(ExactKey key, Known known) {
        run.memory().reserve(known.bytes(), "a subquery's answers");
        Known before = answers.put(key, known);
        if (before != null) {
            run.memory().release(before.bytes());
        }
        while (answers.size() > MOST_ANSWERS) {
            run.memory().release(answers.pollFirstEntry().getValue().bytes());
        }
    }

    synchronized void clear() {
        answers.values().forEach(known -> run.memory().release(known.bytes()));
        answers.clear();
    }
}
