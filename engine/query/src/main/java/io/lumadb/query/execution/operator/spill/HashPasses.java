package io.lumadb.query.execution.operator.spill;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Drives an algorithm that keeps one input in a hash table and lets the other flow past it, where the table may not fit
 * into memory (the Grace hash join's scheme). The first pass is over the inputs themselves. When the table outgrows
 * memory, {@link #divide} puts what it holds and what is left of both inputs into files by some bits of the rows' hashes;
 * each pair of files is then a pass of its own, and may be divided again. For one thread.
 *
 * <pre>{@code
 * while (passes.begin()) {
 *     for (batch = passes.build(); ...) table.add(...);      // divide(table) when memory is full, then begin() again
 *     for (batch = passes.probe(); ...) ...
 * }
 * }</pre>
 */
public final class HashPasses implements AutoCloseable {

    private static final int BITS = 4;
    private static final int PARTITIONS = 1 << BITS;
    private static final int MOST_LEVELS = Integer.SIZE / BITS;

    private final ToIntFunction<Row> buildHash;
    private final ToIntFunction<Row> probeHash;
    private final QueryRun run;
    private final Deque<Pass> waiting = new ArrayDeque<>();
    private @Nullable Pass current;

    /** @param build gives batches of the input that is kept, empty at the end; {@code probe} those of the other */
    public HashPasses(
            Supplier<List<Row>> build,
            ToIntFunction<Row> buildHash,
            Supplier<List<Row>> probe,
            ToIntFunction<Row> probeHash,
            QueryRun run) {
        this.buildHash = buildHash;
        this.probeHash = probeHash;
        this.run = run;
        waiting.add(new Pass(0, new Input(build, null), new Input(probe, null), true));
    }

    /** One side of a pass. {@code file}: where it can be read again. */
    private static final class Input {
        private Supplier<List<Row>> batches;
        private final @Nullable RowFile file;

        Input(Supplier<List<Row>> batches, @Nullable RowFile file) {
            this.batches = batches;
            this.file = file;
        }

        static Input of(RowFile file) {
            return new Input(() -> List.of(), file);
        }

        void start() {
            if (file != null) {
                batches = file.read()::next;
            }
        }

        void close() {
            if (file != null) {
                file.close();
            }
        }
    }

    /** {@code level}: which bits of the hashes divide its rows; {@code divisible}: whether they may make them fewer. */
    private record Pass(int level, Input build, Input probe, boolean divisible) {
        void close() {
            build.close();
            probe.close();
        }
    }

    /** Goes on to the next pass; false behind the last. */
    public boolean begin() {
        if (current != null) {
            current.close();
        }
        Pass next = waiting.poll();
        current = next;
        if (next == null) {
            return false;
        }
        next.build().start();
        next.probe().start();
        return true;
    }

    private Pass current() {
        Pass pass = current;
        if (pass == null) {
            throw new IllegalStateException("no pass was begun");
        }
        return pass;
    }

    /** The next rows to keep; empty at the end. */
    public List<Row> build() {
        run.checkpoint();
        return current().build().batches.get();
    }

    /** The next rows that flow past; empty at the end. */
    public List<Row> probe() {
        run.checkpoint();
        return current().probe().batches.get();
    }

    /** Reads the rows that flow past from their start once more. Only in a pass that is not {@link #divisible()}. */
    public void probeAgain() {
        if (current().probe().file == null) {
            throw new IllegalStateException("the first pass's input can be read once");
        }
        current().probe().start();
    }

    /** Whether dividing this pass may help: not when its rows have the same hash. */
    public boolean divisible() {
        return current().divisible();
    }

    /** Ends the pass. {@code held}: rows of the build side that the table has; with what is not read they are divided. */
    public void divide(Iterable<Row> held) {
        Pass pass = current();
        if (!pass.divisible()) {
            throw new IllegalStateException("this pass cannot be divided");
        }
        RowPartitions builds = new RowPartitions();
        RowPartitions probes = new RowPartitions();
        try {
            for (Row row : held) {
                builds.add(buildHash.applyAsInt(row), pass.level(), row);
            }
            drain(pass.build(), buildHash, pass.level(), builds);
            drain(pass.probe(), probeHash, pass.level(), probes);
        } catch (RuntimeException | Error failure) {
            builds.close();
            probes.close();
            throw failure;
        }
        for (int i = PARTITIONS - 1; i >= 0; i--) {
            waiting.addFirst(new Pass(
                    pass.level() + 1,
                    Input.of(builds.files.get(i)),
                    Input.of(probes.files.get(i)),
                    builds.hashesDiffer[i] && pass.level() + 1 < MOST_LEVELS));
        }
    }

    private void drain(Input input, ToIntFunction<Row> hash, int level, RowPartitions into) {
        for (List<Row> batch = input.batches.get(); !batch.isEmpty(); batch = input.batches.get()) {
            run.checkpoint();
            for (Row row : batch) {
                into.add(hash.applyAsInt(row), level, row);
            }
        }
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
        waiting.forEach(Pass::close);
        waiting.clear();
    }

    private final class RowPartitions {
        private final List<RowFile> files = new ArrayList<>();
        private final int[] firstHash = new int[PARTITIONS];
        private final boolean[] hashesDiffer = new boolean[PARTITIONS];

        RowPartitions() {
            for (int i = 0; i < PARTITIONS; i++) {
                files.add(new RowFile(run.spill()));
            }
        }

        void add(int hash, int level, Row row) {
            int partition = hash >>> BITS * level & PARTITIONS - 1;
            RowFile file = files.get(partition);
            if (file.rows() == 0) {
                firstHash[partition] = hash;
            }
            hashesDiffer[partition] |= hash != firstHash[partition];
            file.add(row);
        }

        void close() {
            files.forEach(RowFile::close);
        }
    }
}
