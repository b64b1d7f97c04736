package io.lumadb.query.execution.function;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.language.QueryError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * TO_CHAR of numbers, by PostgreSQL's templates of the signs {@code 9} (a digit, a space before the first), {@code 0} (a digit always),
 * {@code .} or {@code D}, {@code ,} or {@code G}, and FM before them for no spaces.
 */
final class NumberTemplates {

    private static final int MOST_SIGNS = 100;

    private NumberTemplates() {}

    /** A number with more digits than places is shown as {@code #}. INVALID_QUERY for other signs. */
    static Value print(Value number, Value template) {
        if (!(template instanceof Value.Text(String written)) || !Arithmetic.isFinite(number)) {
            return Value.NULL;
        }
        String signs = written.toUpperCase(Locale.ROOT).replace('D', '.').replace('G', ',');
        boolean fill = signs.startsWith("FM");
        String places = fill ? signs.substring(2) : signs;
        if (!places.matches("[09,]*(\\.[09]*)?") || places.length() > MOST_SIGNS) {
            throw QueryError.about(
                    written,
                    ErrorCode.INVALID_QUERY,
                    "'" + written + "' is not a template of numbers",
                    "templates are made of 9, 0, comma and point, as in 'FM999,990.00'");
        }
        int point = places.indexOf('.');
        String whole = point < 0 ? places : places.substring(0, point);
        String fraction = point < 0 ? "" : places.substring(point + 1);
        BigDecimal rounded = Arithmetic.toBigDecimal(number).setScale(fraction.length(), RoundingMode.HALF_UP);
        String text = whole(whole, rounded) + (point < 0 ? "" : "." + fraction(fraction, rounded, fill));
        return Value.of(fill ? text.strip() : text);
    }

    private static String whole(String places, BigDecimal number) {
        String digits = number.abs().toBigInteger().toString();
        int room = (int) places.chars().filter(sign -> sign != ',').count();
        if (digits.equals("0")) {
            digits = "";
        }
        String sign = number.signum() < 0 ? "-" : " ";
        if (digits.length() > room) {
            return sign + places.replaceAll("[09]", "#");
        }
        StringBuilder text = new StringBuilder();
        boolean begun = false;
        int left = room;
        for (int i = 0; i < places.length(); i++) {
            char place = places.charAt(i);
            if (place == ',') {
                text.append(begun ? ',' : ' ');
                continue;
            }
            boolean digit = left <= digits.length();
            begun |= digit || place == '0';
            text.append(digit ? digits.charAt(digits.length() - left) : begun ? '0' : ' ');
            left--;
        }
        int first = 0;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        if (first == text.length() && number.scale() == 0 && first > 0) {
            // A zero without a place that shows it.
            return " ".repeat(first - 1) + sign + "0";
        }
        return " ".repeat(first) + sign + text.substring(first);
    }

    private static String fraction(String places, BigDecimal number, boolean fill) {
        String digits = number.abs()
                .remainder(BigDecimal.ONE)
                .setScale(places.length(), RoundingMode.UNNECESSARY)
                .toPlainString();
        String fraction = places.isEmpty() ? "" : digits.substring(2);
        int needed = fraction.length();
        while (fill && needed > 0 && fraction.charAt(needed - 1) == '0' && places.charAt(needed - 1) == '9') {
            needed--;
        }
        return fraction.substring(0, needed);
    }
}
