package io.lumadb.console.app.command;

import io.lumadb.client.LumaClient;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code luma load}: puts a cluster under load and says how it did. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Put a cluster under load: reads and whole-document writes over skewed keys.")
public final class LoadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--collection",
            defaultValue = "load",
            description = "made and filled when it is not there (default: ${DEFAULT-VALUE})")
    private String collection = "load";

    @Option(
            names = "--documents",
            defaultValue = "100000",
            description = "how many documents (default: ${DEFAULT-VALUE})")
    private int documents;

    @Option(names = "--bytes", defaultValue = "200", description = "bytes of text in each (default: ${DEFAULT-VALUE})")
    private int bytes;

    @Option(names = "--connections", defaultValue = "64", description = "requests at once (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--reads", defaultValue = "0.5", description = "share of reads, 0 to 1 (default: ${DEFAULT-VALUE})")
    private double reads;

    @Option(
            names = "--skew",
            defaultValue = "0.99",
            description = "Zipf exponent of the keys, 0 is uniform (default: ${DEFAULT-VALUE})")
    private double skew;

    @Option(names = "--seconds", defaultValue = "20", description = "how long (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "of the random numbers (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        LoadPlan plan =
                new LoadPlan(collection, documents, bytes, connections, reads, skew, Duration.ofSeconds(seconds), seed);
        PrintWriter out = spec.commandLine().getOut();
        try (LumaClient client = connection.connect()) {
            LoadRun run = new LoadRun(client, plan);
            run.fill(count -> {});
            out.printf("seed %d, %d connections, %d s on %s%n", seed, connections, seconds, collection);
            out.flush();
            LoadRun.Result result = run.run();
            print(out, "reads ", result.readsPerSecond(), result.read());
            print(out, "writes", result.writesPerSecond(), result.write());
            out.printf("errors %,d%n", result.errors());
            out.flush();
            return result.errors() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void print(PrintWriter out, String what, double rate, LoadRun.Latency latency) {
        out.printf(
                "%s %,9.0f/s   p50 %.2f ms   p99 %.2f ms   p99.9 %.2f ms   max %.2f ms%n",
                what, rate, latency.p50() / 1e3, latency.p99() / 1e3, latency.p999() / 1e3, latency.max() / 1e3);
    }
}
