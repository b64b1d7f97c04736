/** Sorting: of everything, or of the first few rows. {@link io.lumadb.query.execution.operator.sort.SortOrder} is the order. */
@NullMarked
package io.lumadb.query.execution.operator.sort;

import org.jspecify.annotations.NullMarked;
