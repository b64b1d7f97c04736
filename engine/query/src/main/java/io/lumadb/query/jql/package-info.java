/**
 * JQL, JSON commands in MongoDB's style, by MongoDB's matching rules. {@code JsonText} reads a text as a tree that knows its
 * places, {@code CommandReader} and the readers of filters, projections, updates, pipelines and expressions turn it into a
 * statement, and {@code CommandPrinter} with its counterparts writes one back.
 *
 * <p>JQL has words of its own where MongoDB has none, so that statements of the other languages can be written in it:
 * {@code {"$param": "name"}} for a parameter, {@code tags[0]} for a subscript in a path, {@code "distinct": true} in find,
 * {@code "upsert": true} in insert, and among the expressions {@code $call}, {@code $negate}, {@code $isNull}, {@code $isMissing},
 * {@code $between}, the text tests, {@code "on"} in {@code $switch}, and {@code {"$distinct": x}} within an accumulator.
 */
@NullMarked
package io.lumadb.query.jql;

import org.jspecify.annotations.NullMarked;
