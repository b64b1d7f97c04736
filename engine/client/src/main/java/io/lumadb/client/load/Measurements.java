package io.lumadb.client.load;

import io.lumadb.document.error.ErrorCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Latencies and errors of a run, of the present interval and of all of it. Used by one thread. */
final class Measurements {

    /** Longer ones are kept as this long. */
    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private static final int DIGITS = 3;

    private final Map<OperationKind, Kind> kinds = new EnumMap<>(OperationKind.class);
    private final long startNanos;
    private long intervalStart;

    Measurements(long startNanos) {
        this.startNanos = startNanos;
        this.intervalStart = startNanos;
    }

    /** The histograms of one kind of operation. */
    private static final class Kind {
        final Histogram service = new Histogram(LONGEST_MICROS, DIGITS);
        final Histogram response = new Histogram(LONGEST_MICROS, DIGITS);
        final Histogram allService = new Histogram(LONGEST_MICROS, DIGITS);
        final Histogram allResponse = new Histogram(LONGEST_MICROS, DIGITS);
        final Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);
        final Map<ErrorCode, Long> allErrors = new EnumMap<>(ErrorCode.class);

        boolean used() {
            return service.getTotalCount() > 0 || !errors.isEmpty();
        }

        void endInterval() {
            allService.add(service);
            allResponse.add(response);
            errors.forEach((code, count) -> allErrors.merge(code, count, Long::sum));
            service.reset();
            response.reset();
            errors.clear();
        }
    }

    private Kind of(OperationKind kind) {
        return kinds.computeIfAbsent(kind, _ -> new Kind());
    }

    void succeeded(OperationKind kind, long dueNanos, long begunNanos, long endedNanos) {
        Kind measured = of(kind);
        measured.service.recordValue(micros(endedNanos - begunNanos));
        measured.response.recordValue(micros(endedNanos - dueNanos));
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1_000, 0, LONGEST_MICROS);
    }

    void failed(OperationKind kind, ErrorCode code) {
        of(kind).errors.merge(code, 1L, Long::sum);
    }

    /** The figures since the last call, and begins anew. */
    LoadReport endInterval(long nowNanos, long late) {
        Duration over = Duration.ofNanos(nowNanos - intervalStart);
        intervalStart = nowNanos;
        Map<OperationKind, LoadReport.Figures> figures = new EnumMap<>(OperationKind.class);
        kinds.forEach((kind, measured) -> {
            if (measured.used()) {
                figures.put(kind, figures(measured.service, measured.response, measured.errors, over));
            }
            measured.endInterval();
        });
        return new LoadReport(elapsed(nowNanos), over, figures, late);
    }

    /** The figures of all intervals that have ended. */
    LoadReport whole(long nowNanos, long late) {
        Duration over = elapsed(nowNanos);
        Map<OperationKind, LoadReport.Figures> figures = new EnumMap<>(OperationKind.class);
        kinds.forEach((kind, measured) ->
                figures.put(kind, figures(measured.allService, measured.allResponse, measured.allErrors, over)));
        return new LoadReport(over, over, figures, late);
    }

    private static LoadReport.Figures figures(
            Histogram service, Histogram response, Map<ErrorCode, Long> errors, Duration over) {
        double seconds = Math.max(1e-9, over.toNanos() / 1e9);
        return new LoadReport.Figures(
                service.getTotalCount(),
                errors,
                service.getTotalCount() / seconds,
                Latency.of(service),
                Latency.of(response));
    }

    private Duration elapsed(long nowNanos) {
        return Duration.ofNanos(nowNanos - startNanos);
    }
}
