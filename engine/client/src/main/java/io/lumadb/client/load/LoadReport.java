package io.lumadb.client.load;

import io.lumadb.document.error.ErrorCode;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was measured, over a second or over a whole run.
 *
 * @param elapsed since the run began
 * @param over the time that the figures are of
 * @param kinds figures of the kinds of operations there were
 * @param late operations that were due before now and have not been begun: the server does not keep up with the target
 */
public record LoadReport(Duration elapsed, Duration over, Map<OperationKind, Figures> kinds, long late) {

    /**
     * One kind of operation.
     *
     * @param operations that succeeded; the latencies are theirs
     * @param errors that failed, by code
     * @param service from an operation's begin to its end
     * @param response from the moment it was due to its end; the same as {@code service} where there is no target
     */
    public record Figures(
            long operations, Map<ErrorCode, Long> errors, double perSecond, Latency service, Latency response) {
        public Figures {
            Map<ErrorCode, Long> copy = new EnumMap<>(ErrorCode.class);
            copy.putAll(errors);
            errors = Collections.unmodifiableMap(copy);
        }

        public long errorCount() {
            return errors.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public LoadReport {
        Map<OperationKind, Figures> copy = new EnumMap<>(OperationKind.class);
        copy.putAll(kinds);
        kinds = Collections.unmodifiableMap(copy);
    }

    public long operations() {
        return kinds.values().stream().mapToLong(Figures::operations).sum();
    }

    public long errors() {
        return kinds.values().stream().mapToLong(Figures::errorCount).sum();
    }

    public double perSecond() {
        return kinds.values().stream().mapToDouble(Figures::perSecond).sum();
    }
}
