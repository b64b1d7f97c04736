package io.lumadb.console.app.command;

import io.lumadb.client.LumaClient;
import io.lumadb.client.load.Distribution;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.LoadRun;
import io.lumadb.client.load.Workload;
import io.lumadb.client.load.key.KeyOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code luma load}: puts a cluster under one of YCSB's workloads and says how it did. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Put a cluster under load with one of YCSB's core workloads, and say how it did.",
            "",
            "  A  50 %% reads, 50 %% updates",
            "  B  95 %% reads, 5 %% updates",
            "  C  reads only",
            "  D  95 %% reads, of what is new above all, 5 %% inserts",
            "  E  95 %% scans of 1 to 100 documents, 5 %% inserts",
            "  F  50 %% reads, 50 %% read-modify-writes",
            ""
        },
        footer = {
            "",
            "With --target operations are due at fixed times, and response times count from",
            "then: a server that stalls is charged for all that would have come meanwhile.",
            "Service times count from when an operation was sent.",
            "Ctrl-C ends a run early; it still says what it measured.",
            "",
            "  luma load --workload A --records 100000 --duration 30s",
            "  luma load --workload B --target 5000 --duration 2m --json > run.ndjson"
        })
public final class LoadCommand implements Callable<Integer> {

    private static final Duration USUAL_DURATION = Duration.ofSeconds(20);
    private static final long REPORT_PATIENCE_MS = 5_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-w", "--workload"},
            defaultValue = "A",
            paramLabel = "A-F",
            description = "YCSB's core workload (default: ${DEFAULT-VALUE})")
    private String workload = "A";

    @Option(
            names = "--reads",
            paramLabel = "SHARE",
            description = "instead of a workload: so many reads, 0 to 1, and updates")
    private @Nullable Double reads;

    @Option(
            names = "--collection",
            defaultValue = "load",
            description = "made and filled when it is not there (default: ${DEFAULT-VALUE})")
    private String collection = "load";

    @Option(
            names = {"--records", "--documents"},
            defaultValue = "100000",
            paramLabel = "N",
            description = "how many documents to fill it with (default: ${DEFAULT-VALUE})")
    private long records;

    @Option(
            names = "--fields",
            defaultValue = "10",
            paramLabel = "N",
            description = "fields in each (default: ${DEFAULT-VALUE})")
    private int fields;

    @Option(
            names = "--field-bytes",
            defaultValue = "100",
            paramLabel = "N",
            description = "bytes of text in each field (default: ${DEFAULT-VALUE})")
    private int fieldBytes;

    @Option(names = "--bytes", paramLabel = "N", description = "the same as --fields 1 --field-bytes N")
    private @Nullable Integer bytes;

    @Option(names = "--whole-updates", description = "updates replace all fields, not one")
    private boolean wholeUpdates;

    @Option(names = "--operations", paramLabel = "N", description = "end after so many operations")
    private @Nullable Long operations;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "end after so long: 500ms, 30s, 5m, 1h (default: 20s, unless --operations is given)")
    private @Nullable Duration duration;

    @Option(names = "--seconds", paramLabel = "N", description = "the same as --duration Ns")
    private @Nullable Integer seconds;

    @Option(
            names = "--connections",
            defaultValue = "64",
            paramLabel = "N",
            description = "requests under way at once, one a connection (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--target",
            paramLabel = "OPS",
            description = "operations due a second (default: as many as the connections can do)")
    private @Nullable Double target;

    @Option(
            names = "--distribution",
            paramLabel = "NAME",
            description = "which records are asked for: ${COMPLETION-CANDIDATES} (default: the workload's)")
    private @Nullable Distribution distribution;

    @Option(
            names = "--skew",
            defaultValue = "0.99",
            paramLabel = "THETA",
            description =
                    "exponent of the Zipf distribution, 0 to less than 1; 0 is uniform (default: ${DEFAULT-VALUE})")
    private double skew;

    @Option(
            names = "--keys",
            defaultValue = "HASHED",
            paramLabel = "ORDER",
            description = "how keys come from record numbers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private KeyOrder keys = KeyOrder.HASHED;

    @Option(names = "--seed", defaultValue = "1", description = "of the random numbers (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--load-only", description = "fill the collection and stop there")
    private boolean loadOnly;

    @Option(names = "--json", description = "one JSON object a line: each second, then the whole run")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        LoadPlan plan = plan();
        LoadOutput out = json
                ? LoadOutput.json(spec.commandLine().getOut())
                : LoadOutput.text(spec.commandLine().getOut());
        try (LumaClient client = connection.connect()) {
            LoadRun run = new LoadRun(client, plan, out);
            CountDownLatch reported = new CountDownLatch(1);
            Thread onInterrupt = new Thread(() -> stopAndWait(run, reported), "load-stop");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                long inserted = run.load();
                if (run.isStopped()) {
                    out.stoppedWhileFilling(plan, inserted);
                    return CommandLine.ExitCode.SOFTWARE;
                }
                out.begins(plan, inserted);
                if (loadOnly) {
                    return CommandLine.ExitCode.OK;
                }
                LoadReport report = run.run();
                out.whole(report);
                return report.errors() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            } finally {
                reported.countDown();
                removeHook(onInterrupt);
            }
        }
    }

    /** Ctrl-C: the run ends by itself, and its report is printed before the process goes, which waits for that alone. */
    private static void stopAndWait(LoadRun run, CountDownLatch reported) {
        run.stop();
        try {
            reported.await(REPORT_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // By Ctrl-C: the hook is what waits for this run.
            return;
        }
    }

    private LoadPlan plan() {
        try {
            Workload mix = reads == null ? Workload.named(workload) : Workload.readsAndUpdates(reads);
            if (distribution != null) {
                mix = mix.withDistribution(distribution);
            }
            if (seconds != null && duration != null) {
                throw new IllegalArgumentException("--seconds and --duration say the same: give one of them");
            }
            Optional<Duration> time =
                    seconds != null ? Optional.of(Duration.ofSeconds(seconds)) : Optional.ofNullable(duration);
            if (time.isEmpty() && operations == null) {
                time = Optional.of(USUAL_DURATION);
            }
            OptionalLong count = operations == null ? OptionalLong.empty() : OptionalLong.of(operations);
            return LoadPlan.of(collection, mix, records, new LoadPlan.Limit(count, time))
                    .withDocuments(bytes == null ? fields : 1, bytes == null ? fieldBytes : bytes, wholeUpdates)
                    .withKeys(keys, skew, seed)
                    .withPace(connections, target == null ? OptionalDouble.empty() : OptionalDouble.of(target));
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "that plan is not possible" : e.getMessage();
            throw new CommandLine.ParameterException(spec.commandLine(), message, e);
        }
    }

    /** A number and its unit, without a space. */
    static final class DurationText implements CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String number = text.replaceAll("[a-z]+$", "");
            String unit = text.substring(number.length());
            try {
                double amount = Double.parseDouble(number);
                double millis = switch (unit) {
                    case "ms" -> amount;
                    case "", "s" -> amount * 1_000;
                    case "m", "min" -> amount * 60_000;
                    case "h" -> amount * 3_600_000;
                    default -> throw new NumberFormatException("unknown unit");
                };
                return Duration.ofNanos((long) (millis * 1e6));
            } catch (NumberFormatException e) {
                throw new CommandLine.TypeConversionException(
                        "'" + text + "' is not a time: write it like 500ms, 30s, 5m or 1h");
            }
        }
    }
}
