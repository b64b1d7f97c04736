/**
 * From a JSON tree to a statement. {@link io.lumadb.query.jql.reader.CommandReader} is the door; the readers of filters,
 * projections, updates, pipelines and expressions share a {@code Reading} and say of everything they do not know where it
 * stands and what comes nearest.
 */
@NullMarked
package io.lumadb.query.jql.reader;

import org.jspecify.annotations.NullMarked;
