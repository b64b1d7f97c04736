package io.lumadb.query.nql.name;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import java.util.List;
import java.util.regex.Pattern;

/** The fields of a collection that hold times and ages, by their names and by what their values are. */
public final class TimeFields {

    private static final Pattern TIME_LIKE = Pattern.compile(
            "(.*[_.])?(created|updated|modified|ordered|date|time|timestamp|when|day|on|at|since)|.*[a-z](At|On|Date|Time)|.*(_at|_on|date|timestamp)");

    /** What may hold a time, or else whether something is so: {@code released}, {@code last_seen}. */
    private static final Pattern PERHAPS_TIME = Pattern.compile(
            "(.*[_.])?([a-z]+ed|seen|sent|born|due|deadline|birthday|expires|expiry|start|end|login|logout)"
                    + "|.*[a-z](Seen|Sent|Born|Due|Deadline|Expires|Expiry|Start|End|Login|Logout|[A-Z][a-z]*ed)");

    private static final Pattern AGE_LIKE = Pattern.compile("age|years|years_old|(.*[_.])age|.*Age");

    private final Words words;
    private final List<String> known;
    private final FieldTypes types;

    TimeFields(Words words, List<String> known, FieldTypes types) {
        this.words = words;
        this.known = known;
        this.types = types;
    }

    FieldPath timeField(Word asking) {
        return only(asking, TIME_LIKE, "holds the time", "created_at");
    }

    /** Whether the name says that the field holds a time. */
    public static boolean isTimeLike(FieldPath path) {
        return TIME_LIKE.matcher(path.toString()).matches();
    }

    /** Whether the name lets a time behind the field be its own. */
    public static boolean mayBeTime(FieldPath path) {
        return isTimeLike(path) || PERHAPS_TIME.matcher(path.toString()).matches();
    }

    FieldPath ageField(Word asking) {
        return only(asking, AGE_LIKE, "holds the age", "age");
    }

    /** Whether the name says that the field holds an age in years. */
    public static boolean isAgeLike(FieldPath path) {
        return AGE_LIKE.matcher(path.toString()).matches();
    }

    boolean hasAgeField() {
        return known.stream().anyMatch(name -> AGE_LIKE.matcher(name).matches());
    }

    private FieldPath only(Word asking, Pattern pattern, String purpose, String example) {
        List<String> named =
                known.stream().filter(name -> pattern.matcher(name).matches()).toList();
        List<String> times = pattern == TIME_LIKE ? types.fieldsOf("timestamp") : List.of();
        List<String> both = named.stream().filter(times::contains).toList();
        List<String> fitting = named.isEmpty() ? times : both.isEmpty() ? named : both;
        if (fitting.size() == 1) {
            return FieldPath.parse(fitting.getFirst());
        }
        String detail = fitting.isEmpty()
                ? "no field is known that " + purpose
                : "several fields may be the one that " + purpose + ": " + String.join(", ", fitting);
        String field =
                fitting.stream().findFirst().orElseGet(() -> pattern == TIME_LIKE ? perhapsTime(example) : example);
        String comparison = pattern == AGE_LIKE ? " is over 30" : " is after yesterday";
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                detail,
                words.position(asking),
                "name the field, as in: sorted by " + field + " descending, or where " + field + comparison);
    }

    private String perhapsTime(String otherwise) {
        return known.stream()
                .filter(name -> PERHAPS_TIME.matcher(name).matches())
                .findFirst()
                .orElse(otherwise);
    }
}
