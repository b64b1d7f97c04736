package io.lumadb.query.nql.condition;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.FieldTypes;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Doubts whether a text without quotes is what a field is set to or compared with: {@code salary + 100}, {@code 9k} and {@code
 * about 5000} are numbers to whoever writes them, and no text belongs among numbers. What is meant as a text stands in quotes.
 */
final class Doubts {

    private static final Pattern CALCULATING = Pattern.compile("[-+*/%×÷^]|plus|minus|times");
    private static final Pattern JOINED = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*[-+*/%][0-9.]+%?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[$€£]?[0-9][0-9.]*%?");
    private static final Pattern SUFFIXED = Pattern.compile("[-+]?[$€£]?[0-9]+(\\.[0-9]+)?(\\p{L}{1,4}|[%€$£])");
    private static final Pattern SCALED =
            Pattern.compile("(?i)[-+]?[$€£]?[0-9]+(\\.[0-9]+)?(k|m|mio|bn|%|€|\\$|£|eur|usd)");
    private static final Set<String> NEARLY =
            Set.of("about", "around", "approximately", "approx", "roughly", "nearly", "almost", "circa", "ca", "~");

    private final Words words;
    private final NameResolver names;

    Doubts(Words words, NameResolver names) {
        this.words = words;
        this.names = names;
    }

    /**
     * The value that a text is which was read from a word on, up to the current one: the text, or what {@code yes} and {@code no}
     * are of a field that is either true or false.
     */
    Expression settled(FieldPath path, Word first, String text, BareText.Place place) {
        FieldTypes types = names.types();
        if (types.isBoolean(path)) {
            return flag(path, first, text);
        }
        refuseNumeral(first, text);
        boolean known = !types.isList(path) && types.valueOf(path, text).isPresent();
        if (!known) {
            refuseNearly(path, first, text);
            refuseCalculation(path, first, text, place);
            boolean change = place == BareText.Place.CHANGE;
            if (change) {
                refuseField(first, text, true);
            }
            refuseOtherType(path, first, text, place);
            if (!types.isText(path)) {
                refuseSuffix(first, text, place);
                if (change) {
                    refuseField(first, text, false);
                }
            }
        }
        return new Expression.Literal(Value.of(text));
    }

    private Expression flag(FieldPath path, Word first, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes" -> new Expression.Literal(Value.TRUE);
            case "no" -> new Expression.Literal(Value.FALSE);
            default ->
                throw doubt(first, text, "is neither true nor false, as '" + path + "' is", "write true or false");
        };
    }

    private void refuseNumeral(Word first, String text) {
        OptionalLong number = Numerals.of(text);
        if (number.isPresent()) {
            throw QueryError.syntax(
                    "'" + text + "' may be the number or the text",
                    words.position(first),
                    "write " + number.getAsLong() + " or \"" + text + "\"");
        }
    }

    private void refuseNearly(FieldPath path, Word first, String text) {
        int space = text.indexOf(' ');
        String rest = text.substring(space + 1);
        if (space > 0 && NEARLY.contains(first.lower()) && NUMBER.matcher(rest).matches()) {
            throw doubt(
                    first,
                    text,
                    "names no number",
                    "say how near, as in " + path + " is between … and …; " + quoted(text));
        }
    }

    private void refuseCalculation(FieldPath path, Word first, String text, BareText.Place place) {
        boolean joined = JOINED.matcher(text).matches() && startsWithField(first, text);
        if (joined || calculates(first)) {
            boolean own = place == BareText.Place.CHANGE && text.startsWith(path.toString());
            throw doubt(
                    first,
                    text,
                    "is a calculation, or a text",
                    (own
                                    ? "a number is added by: increase " + path + " by 100; "
                                    : "sentences do not calculate, LQL does; ")
                            + quoted(text));
        }
    }

    private boolean startsWithField(Word first, String text) {
        return names.isField(text.split("[-+*/%]")[0])
                || !Character.isLetter(first.text().charAt(0));
    }

    /** Whether a sign of arithmetic stands by itself beside a number or a field. */
    private boolean calculates(Word first) {
        int end = words.position();
        words.goToWord(first);
        boolean found = false;
        for (int at = words.position() + 1; at < end && !found; at++) {
            words.goTo(at);
            found = CALCULATING.matcher(words.peek().lower()).matches()
                    && (operand(at - 1) || at + 1 < end && operand(at + 1));
        }
        words.goTo(end);
        return found;
    }

    private boolean operand(int at) {
        words.goTo(at);
        return NUMBER.matcher(words.peek().text()).matches() || names.knownFieldLength(0) > 0;
    }

    private void refuseOtherType(FieldPath path, Word first, String text, BareText.Place place) {
        FieldTypes types = names.types();
        if (types.isNumber(path)) {
            throw doubt(
                    first,
                    text,
                    "is no number, as '" + path + "' is",
                    "write a number in digits, as 50000; " + quoted(text));
        }
        if (types.isTime(path)) {
            throw doubt(first, text, "is no time, as '" + path + "' is", Moments.KNOWN);
        }
        if (types.isObject(path)) {
            throw doubt(
                    first,
                    text,
                    "is one text, and '" + path + "' is an object",
                    "name a field of it, as in " + path + ".F; " + quoted(text));
        }
        if (types.isList(path)) {
            throw doubt(
                    first,
                    text,
                    "is one text, and '" + path + "' is a list",
                    place == BareText.Place.CLAUSE
                            ? "write " + path + " contains \"" + Complaints.shown(text) + "\""
                            : "write [\"" + Complaints.shown(text) + "\"], or " + quoted(text));
        }
    }

    /** A number is equal to no text and to no time: whoever compares the two would find nothing. */
    void refuseUnlike(FieldPath path, Word first, Value value) {
        FieldTypes types = names.types();
        String shown = words.textFrom(first);
        boolean number = value.isNumber();
        boolean flag = value instanceof Value.Bool;
        if (types.isText(path) && (number || flag)) {
            throw doubt(
                    first,
                    shown,
                    "is no text, as '" + path + "' is",
                    "write \"" + Complaints.shown(shown) + "\""
                            + (number ? ", or the number " + Complaints.shown(shown) : ""));
        }
        if (types.isTime(path) && (number || flag)) {
            throw doubt(first, shown, "is no time, as '" + path + "' is", Moments.KNOWN);
        }
        if (types.isBoolean(path) && number) {
            throw doubt(first, shown, "is neither true nor false, as '" + path + "' is", "write true or false");
        }
        if (types.isNumber(path) && flag) {
            throw doubt(first, shown, "is no number, as '" + path + "' is", "write a number in digits, as 50000");
        }
        if (types.isList(path) && (number || flag || value instanceof Value.Text)) {
            throw doubt(
                    first,
                    shown,
                    "is one value, and '" + path + "' is a list",
                    "write " + path + " contains " + Complaints.shown(shown));
        }
    }

    private void refuseSuffix(Word first, String text, BareText.Place place) {
        boolean suffixed = (place == BareText.Place.CLAUSE ? SCALED : SUFFIXED)
                .matcher(text)
                .matches();
        if (suffixed) {
            throw doubt(
                    first, text, "may be a number or a text", "write the number in digits, as 50000; " + quoted(text));
        }
    }

    /** What a field is set to may be a text in which the name of a field stands, or what that field holds. */
    private void refuseField(Word first, String text, boolean whole) {
        int end = words.position();
        words.goToWord(first);
        words.accept("the");
        Optional<Word> field = Optional.empty();
        while (words.position() < end && field.isEmpty()) {
            int length = names.knownFieldLength(0);
            boolean fits = length > 0 && (!whole || words.position() + length == end);
            field = fits ? Optional.of(words.peek()) : field;
            words.goTo(whole ? end : words.position() + 1);
        }
        words.goTo(end);
        if (field.isPresent()) {
            String name = Complaints.shown(
                    whole ? words.textFrom(field.get()) : field.get().text());
            throw doubt(
                    first,
                    text,
                    "names the field " + name + ", or is a text",
                    "write the field " + name + " for what it holds; " + quoted(text));
        }
    }

    private QueryError doubt(Word first, String text, String what, String hint) {
        return QueryError.syntax("'" + Complaints.shown(text) + "' " + what, words.span(first, words.position()), hint);
    }

    private static String quoted(String text) {
        return "a text stands in quotes: \"" + Complaints.shown(text) + "\"";
    }
}
