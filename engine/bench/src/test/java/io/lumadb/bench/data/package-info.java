/** Holds the scripts of {@code engine/bench/data} to what they promise. */
@NullMarked
package io.lumadb.bench.data;

import org.jspecify.annotations.NullMarked;
