/**
 * JQL, JSON commands in MongoDB's style, by MongoDB's matching rules. A text is read as a tree that knows its places ({@code
 * jql.text}), the tree as a statement ({@code jql.reader}), and a statement is written as a tree again ({@code jql.printer});
 * both share their words ({@code jql.vocabulary}).
 *
 * <p>JQL has words of its own where MongoDB has none, so that statements of the other languages can be written in it:
 * {@code {"$param": "name"}} for a parameter, {@code tags[0]} for a subscript in a path, {@code "distinct": true} in find,
 * {@code "upsert": true} in insert, {@code "returning"} in commands that write, {@code {"$expr": …}} as the value of a change,
 * and among the expressions {@code $lql}, a value as LQL computes it ({@code {"$lql": "stock / 100"}}), {@code $call}, {@code $negate}, {@code $isNull}, {@code $isMissing}, {@code $between}, the text
 * tests, {@code "on"} in {@code $switch}, and {@code {"$distinct": x}} within an accumulator. A find with {@code "distinct":
 * true} of nothing but one field, called {@code value}, says what the command {@code distinct} says.
 */
@NullMarked
package io.lumadb.query.jql;

import org.jspecify.annotations.NullMarked;
