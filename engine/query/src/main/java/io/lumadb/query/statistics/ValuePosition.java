package io.lumadb.query.statistics;

import io.lumadb.document.Value;

/** Where in a range a value lies, if all values of the range are as likely. */
final class ValuePosition {

    private static final double MIDDLE = 0.5;
    /** Characters behind the common beginning of two texts that are looked at; each is a digit to this base. */
    private static final int CHARACTERS = 4;

    private static final double BASE = 0x10000;

    private ValuePosition() {}

    /** From 0 for the lower to 1 for the upper end. */
    static double within(Value low, Value value, Value high) {
        int common = common(low, high);
        double from = number(low, common);
        double to = number(high, common);
        double at = number(value, common);
        double part = (at - from) / (to - from);
        return Double.isFinite(part) ? Math.clamp(part, 0, 1) : MIDDLE;
    }

    private static int common(Value low, Value high) {
        if (!(low instanceof Value.Text(String one)) || !(high instanceof Value.Text(String other))) {
            return 0;
        }
        int length = Math.min(one.length(), other.length());
        int common = 0;
        while (common < length && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }

    private static double number(Value value, int from) {
        return switch (value) {
            case Value.Int64(long number) -> number;
            case Value.Float64(double number) -> number;
            case Value.Decimal decimal ->
                decimal.value().isFinite() ? Double.parseDouble(decimal.value().toString()) : Double.NaN;
            case Value.Timestamp(long millis) -> millis;
            case Value.Bool(boolean flag) -> flag ? 1 : 0;
            case Value.Text(String text) -> digits(text, from);
            case Value.Missing _, Value.Null _, Value.Obj _, Value.Array _, Value.Binary _, Value.Vector _ ->
                Double.NaN;
        };
    }

    private static double digits(String text, int from) {
        double number = 0;
        double digit = 1;
        for (int i = from; i < from + CHARACTERS; i++) {
            digit /= BASE;
            number += i < text.length() ? (text.charAt(i) + 1) * digit : 0;
        }
        return number;
    }
}
