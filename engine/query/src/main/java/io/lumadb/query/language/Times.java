package io.lumadb.query.language;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads moments written in ISO 8601. */
public final class Times {

    private Times() {}

    /**
     * A date, a date with a time, or either with an offset; UTC where none is given. A space may stand for the T.
     *
     * @throws DateTimeException when it is none of these
     */
    public static Instant parse(String text) {
        String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        if (iso.indexOf('T') < 0) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (iso.endsWith("Z")) {
            return Instant.parse(iso);
        }
        boolean offset = iso.indexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
