package io.lumadb.server.wire;

import io.lumadb.document.Value;
import io.lumadb.query.execution.ExplainedPlan;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.execution.QuerySummary.ReadCounts;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.RunningQuery;
import io.lumadb.query.execution.plan.PlanTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the query routes take and answer. */
public final class QueryShapes {

    private QueryShapes() {}

    /** {@code language} may be {@code type}; {@code parameters}: an object, or an array by position. */
    public record QueryBody(
            String language,
            String query,
            @Nullable Map<String, Value> parameters,
            @Nullable Long timeoutMs,
            @Nullable Long maxRows,
            @Nullable String consistency) {}

    public record QueryAnswer(
            List<String> columns,
            List<Value.Obj> documents,
            long count,
            boolean truncated,
            @Nullable Long affected,
            @Nullable Long matched,
            @Nullable Long modified,
            @Nullable List<Value> insertedIds,
            @Nullable List<Value> upsertedIds,
            double elapsedMs,
            @Nullable String plan,
            @Nullable PlanStep planTree,
            Stats stats) {}

    /** Everything of {@link QueryAnswer} but the documents: the last line of a stream, under {@code $stats}. */
    public record Summary(
            List<String> columns,
            long count,
            boolean truncated,
            @Nullable Long affected,
            @Nullable Long matched,
            @Nullable Long modified,
            @Nullable List<Value> insertedIds,
            @Nullable List<Value> upsertedIds,
            double elapsedMs,
            @Nullable String plan,
            @Nullable PlanStep planTree,
            Stats stats) {

        public static Summary of(QuerySummary summary) {
            WriteCounts writes = summary.affected().orElse(null);
            return new Summary(
                    summary.columns(),
                    summary.rows(),
                    summary.truncated(),
                    writes == null ? null : writes.affected(),
                    writes == null ? null : writes.matched(),
                    writes == null ? null : writes.modified(),
                    writes == null ? null : writes.insertedIds(),
                    writes == null ? null : writes.upsertedIds(),
                    millis(summary.elapsed()),
                    summary.plan().map(ExplainedPlan::text).orElse(null),
                    summary.plan().map(plan -> PlanStep.of(plan.tree())).orElse(null),
                    Stats.of(summary.reads()));
        }
    }

    /** {@code byTier}: keys {@code hot}, {@code warm}, {@code cold}. */
    public record Stats(long rowsScanned, long bytesRead, Map<String, QuerySummary.TierReads> byTier) {
        static Stats of(ReadCounts reads) {
            return new Stats(
                    reads.rowsScanned(),
                    reads.bytesRead(),
                    reads.byTier().entrySet().stream()
                            .collect(Collectors.toMap(entry -> entry.getKey().wireName(), Map.Entry::getValue)));
        }
    }

    public record Running(
            String id,
            String language,
            String query,
            String user,
            Instant startedAt,
            double elapsedMs,
            long rowsScanned) {

        public static Running of(RunningQuery query, Instant now) {
            return new Running(
                    query.id(),
                    query.language().name().toLowerCase(Locale.ROOT),
                    query.text(),
                    query.user(),
                    query.startedAt(),
                    millis(Duration.between(query.startedAt(), now)),
                    query.rowsScanned());
        }
    }

    public record RunningList(List<Running> queries) {}

    public record ExplainBody(
            String language, String query, @Nullable Boolean analyze) {}

    /** {@code plan}: in words; {@code planTree}: the same as a tree. */
    public record Plan(String plan, PlanStep planTree) {

        public static Plan of(ExplainedPlan plan) {
            return new Plan(plan.text(), PlanStep.of(plan.tree()));
        }
    }

    /** {@code actuals}: of a plan that was run, one a place where the step ran. */
    public record PlanStep(
            String operation,
            @Nullable Long estimatedRows,
            @Nullable List<PlanActual> actuals,
            List<PlanStep> inputs) {

        static PlanStep of(PlanTree tree) {
            List<PlanActual> actuals =
                    tree.actuals().stream().map(PlanActual::of).toList();
            return new PlanStep(
                    tree.operation(),
                    tree.estimatedRows().isPresent() ? tree.estimatedRows().getAsLong() : null,
                    actuals.isEmpty() ? null : actuals,
                    tree.inputs().stream().map(PlanStep::of).toList());
        }
    }

    /** What a step did; {@code shard} is left out where it ran for all of them. */
    public record PlanActual(
            @Nullable Integer shard,
            long rows,
            double elapsedMs,
            @Nullable Stats stats) {

        static PlanActual of(PlanTree.Actual actual) {
            return new PlanActual(
                    actual.shard().isPresent() ? actual.shard().getAsInt() : null,
                    actual.rows(),
                    millis(actual.time()),
                    actual.reads().map(Stats::of).orElse(null));
        }
    }

    /** {@code from}: lql, nql, jql, or question where a translator is configured. */
    public record TranslateBody(String from, String to, String query) {}

    public record Translations(List<String> from, List<String> to) {}

    public record Translation(String query, List<String> notes) {}

    /** {@code offset}: the caret, in UTF-16 units. */
    public record CompleteBody(String language, String query, int offset) {}

    /** {@code from}: where the text that it replaces begins; it ends at the caret. */
    public record Completion(String text, String kind, String detail, int from) {}

    public record Completions(List<Completion> completions) {}

    /** {@code active}: the parameter at the caret, from 0, or -1; {@code from}: where the call's name begins. */
    public record Signature(
            String name, String label, List<String> parameters, String description, int active, int from) {}

    /** The innermost call around the caret, alone or none. */
    public record Signatures(List<Signature> signatures) {}

    public record TextBody(String language, String query) {}

    /** A piece of the text, in UTF-16 units: keyword, identifier, string, number, operator, comment or error. */
    public record Token(int offset, int length, String kind) {}

    public record Tokens(List<Token> tokens) {}

    /** What is wrong, and where. */
    public record Problem(
            String code, String detail, @Nullable String hint, int offset, int length, int line, int column) {}

    public record Problems(List<Problem> problems) {}

    public record FormatBody(String language, String query) {}

    public record Formatted(String query) {}

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
