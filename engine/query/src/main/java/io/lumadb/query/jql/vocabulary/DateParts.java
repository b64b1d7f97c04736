package io.lumadb.query.jql.vocabulary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators that take a moment apart. Where LQL's EXTRACT counts the same way, they are that. */
public final class DateParts {

    /** By operator; an empty name where EXTRACT has no such part. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("$year", "year");
        PARTS.put("$month", "month");
        PARTS.put("$dayOfMonth", "day");
        PARTS.put("$hour", "hour");
        PARTS.put("$minute", "minute");
        PARTS.put("$second", "second");
        PARTS.put("$millisecond", "millisecond");
        PARTS.put("$dayOfYear", "doy");
        PARTS.put("$isoWeek", "week");
        PARTS.put("$isoDayOfWeek", "dow");
        PARTS.put("$dayOfWeek", "");
        PARTS.put("$week", "");
        PARTS.put("$isoWeekYear", "");
    }

    private DateParts() {}

    public static List<String> operators() {
        return List.copyOf(PARTS.keySet());
    }

    public static boolean has(String operator) {
        return PARTS.containsKey(operator);
    }

    /** EXTRACT's name of an operator's part. */
    public static Optional<String> extracted(String operator) {
        return Optional.ofNullable(PARTS.get(operator)).filter(part -> !part.isEmpty());
    }

    /** The operator of one of EXTRACT's parts. */
    public static Optional<String> operator(String part) {
        return part.isEmpty()
                ? Optional.empty()
                : PARTS.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(part))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }
}
