/**
 * What operators do with rows that memory has no room for. A {@link
 * io.lumadb.query.execution.operator.spill.SpillDirectory} makes temporary files; a {@link
 * io.lumadb.query.execution.operator.spill.SpillFile} takes rows and gives them back in their order, through the {@link
 * io.lumadb.query.execution.operator.spill.RowCodec}'s compact form. Upon these stand a {@link
 * io.lumadb.query.execution.operator.spill.RowBuffer}, a list that goes on in a file, and {@link
 * io.lumadb.query.execution.operator.spill.HashPasses}, which divides the work of a hash table by the hashes of its keys
 * (Graefe, "Query Evaluation Techniques for Large Databases", 1993, §4).
 *
 * <p>When it is time to spill is what the operator's {@link io.lumadb.query.execution.operator.MemoryAccount} says. Files
 * are deleted when their operator is closed, however the statement ends; what a crash leaves is deleted at the next start.
 */
@NullMarked
package io.lumadb.query.execution.operator.spill;

import org.jspecify.annotations.NullMarked;
