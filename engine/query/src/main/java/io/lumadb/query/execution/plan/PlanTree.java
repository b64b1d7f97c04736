package io.lumadb.query.execution.plan;

import io.lumadb.document.Tier;
import io.lumadb.query.execution.QuerySummary.ReadCounts;
import io.lumadb.query.execution.QuerySummary.TierReads;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A plan as it is shown: what a step does, what it did where it was run, and the steps that it draws from.
 *
 * @param operation in words
 * @param estimatedRows how many rows the step is expected to give, where enough is known of the collections it reads
 * @param actuals by place, the coordinator first; none for a plan that was not run
 */
public record PlanTree(String operation, OptionalLong estimatedRows, List<Actual> actuals, List<PlanTree> inputs) {

    private static final String INDENT = "  ";

    public PlanTree {
        actuals = List.copyOf(actuals);
        inputs = List.copyOf(inputs);
    }

    /**
     * What a step did at one place.
     *
     * @param shard absent at the coordinator
     * @param time in the step and in those below it on the same thread
     * @param reads of steps that read documents
     */
    public record Actual(OptionalInt shard, long rows, Duration time, Optional<ReadCounts> reads) {}

    /** A step that has not been run. */
    public static PlanTree of(String operation, PlanTree... inputs) {
        return new PlanTree(operation, OptionalLong.empty(), List.of(), List.of(inputs));
    }

    /** One step a line, what feeds a step below it and further in. */
    public String text() {
        StringBuilder text = new StringBuilder();
        append(text, 0);
        return text.toString();
    }

    private void append(StringBuilder text, int depth) {
        text.append(INDENT.repeat(depth)).append(operation);
        estimatedRows.ifPresent(
                rows -> text.append(" [about ").append(count(rows, "row")).append(']'));
        text.append('\n');
        for (Actual actual : actuals) {
            text.append(INDENT.repeat(depth + 1)).append(words(actual)).append('\n');
        }
        inputs.forEach(input -> input.append(text, depth + 1));
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String words(Actual actual) {
        String place = actual.shard().isPresent() ? "· shard " + actual.shard().getAsInt() : "· all";
        return place + ": " + count(actual.rows(), "row") + ", " + millis(actual.time())
                + actual.reads()
                        .map(reads -> ", " + reads.bytesRead() + " bytes" + byTier(reads) + fromIndexes(reads)
                                + skipped(reads))
                        .orElse("");
    }

    /** The tiers that something was read from, in parentheses; nothing where nothing was read. */
    public static String byTier(ReadCounts reads) {
        if (reads.byTier().isEmpty()) {
            return "";
        }
        return reads.byTier().entrySet().stream()
                .sorted(Map.Entry.<Tier, TierReads>comparingByKey())
                .map(tier ->
                        tier.getKey().wireName() + " " + count(tier.getValue().rows(), "document") + " "
                                + tier.getValue().bytes() + " bytes")
                .collect(Collectors.joining(", ", " (", ")"));
    }

    /** How many rows came from indexes alone; nothing where none did. */
    public static String fromIndexes(ReadCounts reads) {
        return reads.fromIndexes() == 0 ? "" : ", " + reads.fromIndexes() + " rows from the index only";
    }

    /** How many cold segments were left unread; nothing where none was. */
    public static String skipped(ReadCounts reads) {
        return reads.segmentsSkipped() == 0 ? "" : ", " + reads.segmentsSkipped() + " cold segments skipped";
    }

    /** A time in milliseconds, to the hundredth. */
    public static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.2f ms", time.toNanos() / 1e6);
    }
}
