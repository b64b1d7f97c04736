package io.lumadb.server.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.cluster.view.ColdSegment;
import io.lumadb.cluster.view.CollectionSummary;
import io.lumadb.cluster.view.CoreReport;
import io.lumadb.cluster.view.TierAmounts;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.document.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the other routes take and answer, where the cluster's views have no record for it. */
public final class Shapes {

    private Shapes() {}

    public record Health(String status) {}

    public record Version(String version, int format, String node) {}

    public record LoginBody(String username, String password) {}

    public record Session(String token, Instant expiresAt, String username, List<String> roles) {
        @Override
        public String toString() {
            return "Session[username=" + username + ", roles=" + roles + "]";
        }
    }

    public record CollectionBody(String name, @Nullable Schema schema) {}

    public record Collections(List<CollectionSummary> collections) {}

    public record Schema(List<Field> fields, boolean strict) {}

    /** {@code check}: an LQL condition. {@code defaultExpression}: LQL that is computed for each new document, in the place of a constant. */
    public record Field(
            String name,
            String type,
            boolean required,
            @JsonProperty("default") @Nullable Value defaultValue,
            @Nullable String defaultExpression,
            @Nullable String check) {}

    public record Indexes(List<CollectionSummary.IndexSummary> indexes) {}

    /** {@code fields}: {@code path} or {@code path DESC}; {@code kind}: btree, hash, fulltext, vector. */
    public record IndexBody(
            @Nullable String name,
            List<String> fields,
            @Nullable String kind,
            @Nullable Boolean unique) {}

    public record CollectionStats(
            String name, long documents, TierAmounts tiers, int shards, List<CollectionSummary.IndexSummary> indexes) {}

    /**
     * One field of a sample.
     *
     * @param types how many sampled documents had the field with that type
     * @param frequency the share of sampled documents that have it, 0 to 1
     */
    public record FieldSample(String path, Map<String, Long> types, double frequency, List<Value> examples) {}

    public record Sample(long sampled, List<FieldSample> fields) {}

    /** The keys of the documents stored, in the order they came. */
    public record Inserted(List<Value> insertedIds) {}

    public record Written(
            @JsonProperty("_id") Value id,
            @JsonProperty("_rev") long revision) {}

    public record ImportReport(long inserted, long failures, List<ImportFailure> failed) {}

    /** {@code line} is 1-based: the line of NDJSON or CSV, the element's position in a JSON array. */
    public record ImportFailure(long line, String code, String detail) {}

    public record MoveBody(String collection, @Nullable List<Value> ids, String to) {}

    /** {@code withinSeconds}: the time documents are given to come due without an access; 0 without it. */
    public record PreviewBody(
            String collection, PolicyBody policy, @Nullable Long withinSeconds) {}

    public record Moved(long moved) {}

    public record ColdSegments(List<ColdSegment> segments) {}

    public record Moves(List<TierMove> moves) {}

    public record Cores(List<CoreReport> cores) {}

    public record Events(List<ClusterEvent> events) {}

    public record AccountBody(String username, String password, List<String> roles) {}

    public record Account(String username, List<String> roles) {}

    public record Accounts(List<Account> users) {}

    /** {@code current}: needed when a user changes his own. */
    public record PasswordBody(@Nullable String current, String password) {}
}
