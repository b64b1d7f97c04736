/**
 * What a query answered, however much it is. Rows stream into a {@link io.lumadb.console.ui.query.result.RowStore}, which keeps
 * them as BSON in memory and then on disk; {@link io.lumadb.console.ui.query.result.RowPages} turns the few that are on show into
 * short texts off the FX thread; {@link io.lumadb.console.ui.query.result.ResultPane} shows them as a table, a tree, JSON, a plan
 * and messages. No view ever holds a whole result or a whole large document.
 */
@NullMarked
package io.lumadb.console.ui.query.result;

import org.jspecify.annotations.NullMarked;
