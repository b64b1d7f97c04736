/**
 * From a plan that says what the statement says to one that does less work for the same rows. {@link
 * io.lumadb.query.execution.rewrite.Optimizer} is the door and says in which order the rules are applied.
 */
@NullMarked
package io.lumadb.query.execution.rewrite;

import org.jspecify.annotations.NullMarked;
