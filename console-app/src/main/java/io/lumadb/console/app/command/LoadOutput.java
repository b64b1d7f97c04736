package io.lumadb.console.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lumadb.client.load.Latency;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.OperationKind;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** What {@code luma load} says, for people or for programs. */
sealed interface LoadOutput extends LoadListener {

    /** Ctrl-C came before there was anything to measure. */
    void stoppedWhileFilling(LoadPlan plan, long inserted);

    /** The collection is filled, the run begins. */
    void begins(LoadPlan plan, long inserted);

    void whole(LoadReport report);

    static LoadOutput text(PrintWriter out) {
        return new Text(out, InstantSource.system(), new AtomicReference<>(Instant.MIN));
    }

    static LoadOutput json(PrintWriter out) {
        return new Json(out);
    }

    /** A line a second, then a table. Times are response times where there is a target. */
    record Text(PrintWriter out, InstantSource clock, AtomicReference<Instant> told) implements LoadOutput {

        private static final Duration BETWEEN = Duration.ofSeconds(2);

        /** Filling can take long: where it is, every two seconds. */
        @Override
        public void loaded(long done, long records) {
            Instant now = clock.instant();
            Instant last = told.get();
            if (last.equals(Instant.MIN)) {
                told.set(now);
            } else if (!now.isBefore(last.plus(BETWEEN)) && told.compareAndSet(last, now)) {
                out.printf(
                        Locale.ROOT,
                        "filling: %,d of %,d documents, %.0f %%%n",
                        done,
                        records,
                        100.0 * done / Math.max(1, records));
            }
        }

        @Override
        public void stoppedWhileFilling(LoadPlan plan, long inserted) {
            out.printf(
                    Locale.ROOT,
                    "stopped while filling %s: %,d of %,d documents were inserted, nothing was measured; the same command goes on"
                            + " from there%n",
                    plan.collection(),
                    inserted,
                    plan.records());
        }

        @Override
        public void begins(LoadPlan plan, long inserted) {
            if (inserted > 0) {
                out.printf(Locale.ROOT, "filled %s with %,d documents%n", plan.collection(), inserted);
            }
            String target = plan.targetPerSecond().isPresent()
                    ? String.format(
                            Locale.ROOT,
                            "%,.0f operations/s due",
                            plan.targetPerSecond().getAsDouble())
                    : "as fast as it goes";
            out.printf(
                    Locale.ROOT,
                    "workload %s (%s), %s records of %d x %d bytes, %s, %d connections, %s, seed %d%n",
                    plan.workload().name(),
                    plan.workload().description(),
                    String.format(Locale.ROOT, "%,d", plan.records()),
                    plan.fields(),
                    plan.fieldBytes(),
                    plan.workload().distribution().label(),
                    plan.connections(),
                    target,
                    plan.seed());
        }

        @Override
        public void interval(LoadReport second) {
            String kinds = second.kinds().entrySet().stream()
                    .map(entry -> String.format(
                            Locale.ROOT,
                            "%s %,.0f/s p50 %s p99 %s p99.9 %s max %s ms",
                            entry.getKey().label(),
                            entry.getValue().perSecond(),
                            millis(entry.getValue().response().p50()),
                            millis(entry.getValue().response().p99()),
                            millis(entry.getValue().response().p999()),
                            millis(entry.getValue().response().max())))
                    .collect(Collectors.joining("   "));
            out.printf(
                    Locale.ROOT,
                    "%4d s  %s%s%s%n",
                    second.elapsed().toSeconds(),
                    kinds.isEmpty() ? "nothing ended" : kinds,
                    late(second),
                    errors(second));
        }

        private static String late(LoadReport report) {
            return report.late() == 0 ? "" : String.format(Locale.ROOT, "   %,d behind the target", report.late());
        }

        private static String errors(LoadReport report) {
            return report.errors() == 0 ? "" : String.format(Locale.ROOT, "   %,d errors", report.errors());
        }

        @Override
        public void whole(LoadReport report) {
            out.printf(
                    Locale.ROOT,
                    "%n%,d operations in %.1f s: %,.0f/s%s%n",
                    report.operations(),
                    report.over().toNanos() / 1e9,
                    report.perSecond(),
                    late(report));
            report.kinds().forEach((kind, figures) -> {
                out.printf(Locale.ROOT, "%-18s %,10.0f/s%n", kind.label(), figures.perSecond());
                out.printf(Locale.ROOT, "  response time  %s%n", latency(figures.response()));
                out.printf(Locale.ROOT, "  service time   %s%n", latency(figures.service()));
                figures.errors()
                        .forEach((code, count) ->
                                out.printf(Locale.ROOT, "  failed         %,d %s (%s)%n", count, code, code.title()));
            });
            out.printf(Locale.ROOT, "errors %,d%n", report.errors());
        }

        private static String latency(Latency latency) {
            return String.format(
                    Locale.ROOT,
                    "p50 %8s   p95 %8s   p99 %8s   p99.9 %8s   max %8s ms",
                    millis(latency.p50()),
                    millis(latency.p95()),
                    millis(latency.p99()),
                    millis(latency.p999()),
                    millis(latency.max()));
        }

        private static String millis(long micros) {
            return String.format(Locale.ROOT, "%.2f", micros / 1e3);
        }
    }

    /** One object a line: {@code plan}, {@code second} for each, {@code whole}. Latencies in microseconds. */
    record Json(PrintWriter out) implements LoadOutput {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        @Override
        public void stoppedWhileFilling(LoadPlan plan, long inserted) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("report", "stopped");
            line.put("collection", plan.collection());
            line.put("records", plan.records());
            line.put("inserted", inserted);
            write(line);
        }

        @Override
        public void begins(LoadPlan plan, long inserted) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("report", "plan");
            line.put("workload", plan.workload().name());
            line.put("collection", plan.collection());
            line.put("distribution", plan.workload().distribution().label());
            line.put("records", plan.records());
            line.put("inserted", inserted);
            line.put("fields", plan.fields());
            line.put("fieldBytes", plan.fieldBytes());
            line.put("connections", plan.connections());
            if (plan.targetPerSecond().isPresent()) {
                line.put("target", plan.targetPerSecond().getAsDouble());
            }
            line.put("seed", plan.seed());
            write(line);
        }

        @Override
        public void interval(LoadReport second) {
            write(line("second", second));
        }

        @Override
        public void whole(LoadReport report) {
            write(line("whole", report));
        }

        private static Map<String, Object> line(String kind, LoadReport report) {
            Map<String, Object> operations = new LinkedHashMap<>();
            for (Map.Entry<OperationKind, LoadReport.Figures> entry :
                    report.kinds().entrySet()) {
                operations.put(entry.getKey().label(), entry.getValue());
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("report", kind);
            line.put("elapsedMs", report.elapsed().toMillis());
            line.put("overMs", report.over().toMillis());
            line.put("operations", report.operations());
            line.put("perSecond", report.perSecond());
            line.put("errors", report.errors());
            line.put("late", report.late());
            line.put("kinds", operations);
            return line;
        }

        private void write(Map<String, Object> line) {
            try {
                out.println(MAPPER.writeValueAsString(line));
                out.flush();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a report cannot be written as JSON", e);
            }
        }
    }
}
