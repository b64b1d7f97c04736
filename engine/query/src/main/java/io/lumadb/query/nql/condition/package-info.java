/**
 * Conditions and values. {@code ConditionReader} joins conditions by and, or, not, commas and parentheses, as {@code Manner} of
 * introduction allows; {@code ComparisonReader} reads what is said of one field by the phrases of {@code Comparators}, {@code
 * TextReader} what it contains, and {@code Emptiness} says when it is empty. Values are read by {@code ValueReader}, texts without
 * quotes by {@code BareText}, times by {@code Moments}; {@code Doubts} refuses values that the field is known not to hold. What
 * reads in two ways is refused with both.
 */
@NullMarked
package io.lumadb.query.nql.condition;

import org.jspecify.annotations.NullMarked;
