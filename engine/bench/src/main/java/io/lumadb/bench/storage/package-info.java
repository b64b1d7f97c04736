/**
 * How fast single documents are written and read, beside others that do the same on the same machine in the same run: {@code
 * engine/bench/write-speed.sh}, {@code engine/bench/read-speed.sh} and {@code engine/bench/run.sh storage.InProcessFigures}.
 */
@NullMarked
package io.lumadb.bench.storage;

import org.jspecify.annotations.NullMarked;
