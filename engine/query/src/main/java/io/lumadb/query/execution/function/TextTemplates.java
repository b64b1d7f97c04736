package io.lumadb.query.execution.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.language.QueryError;
import java.util.List;

/** FORMAT: a template whose places are filled with values, as PostgreSQL's. */
final class TextTemplates {

    private static final Pattern PLACE = Pattern.compile("%(?:([0-9]{1,4})\\$)?(.?)");

    private TextTemplates() {}

    /** A NULL value fills its place with nothing; INVALID_QUERY for a place without a value, or one of another kind than %s. */
    static Value fill(List<Value> arguments) {
        if (!(arguments.getFirst() instanceof Value.Text(String template))) {
            return Value.NULL;
        }
        StringBuilder filled = new StringBuilder();
        Matcher places = PLACE.matcher(template);
        int from = 0;
        int next = 1;
        while (places.find()) {
            filled.append(template, from, places.start());
            from = places.end();
            if (places.group().equals("%%")) {
                filled.append('%');
                continue;
            }
            if (!"s".equals(places.group(2))) {
                throw invalid(
                        "FORMAT does not know " + places.group(), "places are written %s or %1$s, a percent sign %%");
            }
            int index = places.group(1) == null ? next : Integer.parseInt(places.group(1));
            if (index < 1 || index >= arguments.size()) {
                throw invalid(
                        "FORMAT has no value for " + places.group() + ": there are " + (arguments.size() - 1),
                        "give a value for each place");
            }
            filled.append(Arithmetic.text(arguments.get(index)));
            Sizes.checkCharacters("FORMAT", filled.length());
            next = index + 1;
        }
        return Value.of(filled.append(template, from, template.length()).toString());
    }

    private static QueryError invalid(String detail, String hint) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, hint);
    }
}
