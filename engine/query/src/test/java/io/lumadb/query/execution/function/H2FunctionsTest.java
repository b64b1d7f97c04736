package io.lumadb.query.execution.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.query.execution.ExpressionValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Where H2 has the same function, it gives the same for the same arguments. Left out is where PostgreSQL, which LQL follows, gives something else:
 * fillers of several characters, TRANSLATE to fewer characters, ASCII of an empty text, GREATEST and LEAST of NULLs, and LOG of one number.
 */
class H2FunctionsTest {

    private static final int CALLS = 1_500;

    private static final List<String> TEXTS =
            List.of("''", "'a'", "'banana'", "'Hello World'", "'  x '", "'ä b'", "'a,b,c'", "NULL", "'AbC9'");

    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "7", "-7", "12", "2.5", "-2.5", "0.125", "NULL", "1000", "3.999");

    private static final List<String> MOMENTS = List.of(
            "TIMESTAMP '2026-01-31 12:34:56'",
            "TIMESTAMP '2024-02-29 00:00:00'",
            "TIMESTAMP '1999-12-31 23:59:59'",
            "TIMESTAMP '2027-01-01 06:07:08'");

    /** t: a text, n: a number, i: a small whole number, d: a moment. */
    private static final List<String> CALLED = List.of(
            "LENGTH(t)",
            "CHAR_LENGTH(t)",
            "OCTET_LENGTH(t)",
            "BIT_LENGTH(t)",
            "UPPER(t)",
            "LOWER(t)",
            "TRIM(t)",
            "LTRIM(t)",
            "RTRIM(t)",
            "TRIM('a', t)",
            "SUBSTRING(t, p)",
            "SUBSTRING(t, p, c)",
            "SUBSTRING(t FROM p FOR c)",
            "LEFT(t, c)",
            "RIGHT(t, c)",
            "POSITION(t, t)",
            "POSITION('a' IN t)",
            "INSTR(t, 'a')",
            "REPLACE(t, 'a', t)",
            "REPEAT(t, c)",
            "LPAD(t, c, 'x')",
            "RPAD(t, c)",
            "CONCAT('<', t, t)",
            "CONCAT_WS('-', t, t, 'z')",
            "ASCII('a' || t)",
            "CHAR(65)",
            "TRANSLATE(t, 'abc', 'xyz')",
            "SPACE(c)",
            "SOUNDEX('b' || t)",
            "REGEXP_REPLACE(t, '[ab]+', '#')",
            "REGEXP_LIKE(t, 'a.')",
            "REGEXP_SUBSTR(t, '[a-z]+')",
            "NULLIF(t, 'a')",
            "COALESCE(t, t, 'none')",
            "ABS(n)",
            "SIGN(n)",
            "ROUND(n)",
            "ROUND(n, c)",
            "TRUNC(n)",
            "TRUNC(n, c)",
            "FLOOR(n)",
            "CEIL(n)",
            "CEILING(n)",
            "MOD(i, 3)",
            "MOD(i, 7)",
            "POWER(n, 2)",
            "SQRT(ABS(n))",
            "EXP(n / 100)",
            "LN(12)",
            "LOG10(1000)",
            "LOG(2, 8)",
            "SIN(n)",
            "COS(n)",
            "TAN(n)",
            "ATAN(n)",
            "ATAN2(n, n + 1)",
            "SINH(n / 100)",
            "COSH(n / 100)",
            "TANH(n)",
            "DEGREES(n)",
            "RADIANS(n)",
            "PI()",
            "BITAND(i, i)",
            "BITOR(i, i)",
            "BITXOR(i, i)",
            "BITNOT(i)",
            "LSHIFT(i, c)",
            "BITCOUNT(CAST(i AS BIGINT))",
            "YEAR(d)",
            "MONTH(d)",
            "QUARTER(d)",
            "HOUR(d)",
            "MINUTE(d)",
            "SECOND(d)",
            "DAY_OF_MONTH(d)",
            "DAY_OF_YEAR(d)",
            "EXTRACT(ISO_DAY_OF_WEEK FROM d)",
            "EXTRACT(YEAR FROM d)",
            "EXTRACT(EPOCH FROM d)",
            "EXTRACT(DECADE FROM d)",
            "EXTRACT(CENTURY FROM d)",
            "EXTRACT(MILLENNIUM FROM d)",
            "DATE_TRUNC('month', d)",
            "DATE_TRUNC('hour', d)",
            "DATE_TRUNC('quarter', d)",
            "DATE_TRUNC('decade', d)",
            "DATE_TRUNC('century', d)",
            "LAST_DAY(d)",
            "d + INTERVAL '3' DAY",
            "d - INTERVAL '5' MONTH",
            "INTERVAL '1' HOUR + d",
            "MONTHNAME(d)",
            "DAYNAME(d)",
            "TO_CHAR(d, 'YYYY-MM-DD HH24:MI:SS')",
            "TO_CHAR(d, 'DY, DD MON YY HH12 AM')",
            "TO_CHAR(i, 'FM9990')",
            "TO_CHAR(i, '99')",
            "TO_CHAR(n, 'FM99990.00')",
            "CASE WHEN i > 1 THEN t ELSE 'small' END",
            "CAST(i AS VARCHAR)",
            "CAST('12' AS BIGINT) + i");

    @Test
    void agreesWithH2() throws SQLException {
        long seed = System.nanoTime();
        System.out.println("H2FunctionsTest seed " + seed);
        Random random = new Random(seed);
        List<String> differences = new ArrayList<>();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
            for (int i = 0; i < CALLS; i++) {
                String call = filled(CALLED.get(i % CALLED.size()), random);
                String expected = h2Value(h2, call);
                String actual = text(ExpressionValues.value(call));
                if (!expected.equals(actual)) {
                    differences.add(call + ": H2 " + expected + ", here " + actual);
                }
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    private static String filled(String template, Random random) {
        StringBuilder call = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < template.length(); i++) {
            char letter = template.charAt(i);
            quoted ^= letter == '\'';
            boolean alone = !quoted
                    && (i == 0 || !Character.isLetterOrDigit(template.charAt(i - 1)))
                    && (i + 1 == template.length() || !Character.isLetterOrDigit(template.charAt(i + 1)));
            call.append(
                    alone
                            ? switch (letter) {
                                case 't' -> one(TEXTS, random);
                                case 'n' -> one(NUMBERS, random);
                                case 'i' -> Integer.toString(random.nextInt(-9, 40));
                                case 'c' -> Integer.toString(random.nextInt(5));
                                case 'p' -> Integer.toString(random.nextInt(1, 6));
                                case 'd' -> one(MOMENTS, random);
                                default -> String.valueOf(letter);
                            }
                            : String.valueOf(letter));
        }
        return call.toString();
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String h2Value(Connection h2, String call) throws SQLException {
        try (ResultSet results = h2.createStatement().executeQuery("SELECT " + call)) {
            results.next();
            Object value = results.getObject(1);
            return switch (value) {
                case null -> "NULL";
                case Timestamp moment -> moment.toLocalDateTime().toString();
                case OffsetDateTime moment ->
                    moment.withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                            .toString();
                case java.sql.Date day -> day.toLocalDate().atStartOfDay().toString();
                case Number number -> plain(new BigDecimal(number.toString()));
                default -> value.toString();
            };
        }
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> "NULL";
            case Value.Bool(boolean flag) -> Boolean.toString(flag);
            case Value.Int64(long number) -> Long.toString(number);
            case Value.Float64(double number) -> plain(new BigDecimal(number));
            case Value.Decimal decimal -> plain(decimal.value().bigDecimalValue());
            case Value.Timestamp moment ->
                LocalDateTime.ofInstant(moment.instant(), ZoneOffset.UTC).toString();
            case Value.Text(String text) -> text;
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
