package io.lumadb.query.language;

import java.util.Collection;

/**
 * A way in which JQL and a language of SQL's rules mean different things by the same words. In the sentences {@code %1$s} is what it
 * is about, {@code %2$s} is {@code holds} or {@code hold}, and {@code %3$s} the language.
 */
enum Difference {
    UNWOUND("Where %1$s %2$s no array, JQL gives the value itself; %3$s's UNNEST gives no row."),
    SUMMED(
            "Where no %1$s is a number, the sum is 0 in JQL, but NULL in %3$s; past int64 it is a double in JQL, and an error in"
                    + " %3$s."),
    GATHERED("Documents without %1$s add nothing to the array in JQL, but NULL in %3$s."),
    FANNED_OUT(
            "Where an array lies on the way to %1$s, JQL gives the values in its elements as an array; %3$s gives NULL."),
    SORTED(
            "Where %1$s %2$s an array, JQL sorts by its smallest element, or its largest when the order is descending; %3$s"
                    + " sorts by the whole value."),
    DISTINCT(
            "Where %1$s %2$s an array, JQL gives each of its elements, and where it is missing nothing; %3$s gives the whole"
                    + " array, and NULL."),
    REFUSED(
            "An operand that JQL's %1$s cannot take, such as one of another type, fails there; in %3$s it gives NULL or is"
                    + " converted."),
    PAST_INT64("Where the result of JQL's %1$s does not fit int64, it is a double; in %3$s it is an error."),
    NOT_A_NUMBER_COMPUTED("Where an operand of JQL's %1$s is NaN, so is the result; in %3$s it is NULL."),
    CONVERTED(
            "JQL's %1$s and %3$s's CAST convert some values differently, such as texts to booleans and moments to texts."),
    WHOLE_POWERS("JQL's %1$s gives a whole number for whole numbers; %3$s's POWER gives a double."),
    TEXTS_OF_NULL("JQL's %1$s makes an empty text of null and of missing values; %3$s gives NULL."),
    OBJECTS_OF_NULL(
            "JQL's %1$s takes null and missing values for objects without fields; %3$s's OBJECT_MERGE gives NULL."),
    MISSING("Where all values of JQL's %1$s are null, it is missing if the last one is; %3$s's COALESCE gives NULL."),
    HALVES("JQL's %1$s rounds halves to the even neighbour; %3$s's ROUND rounds them away from 0."),
    COMPARED_KINDS(
            "Where %1$s cannot be compared, because a side is null, missing or of another type than the other, JQL goes by"
                    + " the order of types; %3$s gives NULL."),
    TRUTH("%1$s counts as true in JQL unless it is false, null, missing or 0; in %3$s only TRUE does."),
    REMAINDERS("Where %1$s %2$s a fraction, JQL's $mod cuts it off first; %3$s's %% does not."),
    INCREMENTED("Where %1$s is null, %3$s's += counts from 0; JQL's $inc refuses it."),
    COMPARED(
            "Where %1$s %2$s an array, JQL also matches when one of its elements fits; %3$s compares the whole value."),
    NOT_A_NUMBER(
            "Where %1$s is NaN, it is less than every number in %3$s; in JQL no comparison with a number holds for it."),
    PARAMETERS(
            "Where the parameter %1$s is null, JQL also matches null and missing fields; in %3$s a comparison with NULL holds"
                    + " for nothing."),
    POSITIONS("%1$s became a subscript: in JQL the number may also be the name of a field."),
    DENIED(
            "Documents without %1$s, or with a value of another type there, match the negated condition in JQL, but not in %3$s,"
                    + " where such a comparison is neither true nor false.");

    private final String sentence;

    Difference(String sentence) {
        this.sentence = sentence;
    }

    String note(Collection<String> about, String sql) {
        return sentence.formatted(String.join(", ", about), about.size() == 1 ? "holds" : "hold", sql);
    }
}
