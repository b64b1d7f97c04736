/**
 * The functions that expressions can call. {@link io.lumadb.query.execution.function.FunctionTable} knows them all by
 * name and number of arguments; the other classes hold their bodies by subject. A function gives NULL for a null argument
 * and for one of a kind it does not take, unless it says otherwise.
 */
@NullMarked
package io.lumadb.query.execution.function;

import org.jspecify.annotations.NullMarked;
