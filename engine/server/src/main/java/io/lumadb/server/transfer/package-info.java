/**
 * Many documents in and out. An {@link io.lumadb.server.transfer.RecordReader} turns NDJSON, a JSON array or CSV into records,
 * good and bad, without ever holding more than one; {@link io.lumadb.server.transfer.DocumentImport} writes them in batches,
 * a few in flight; {@link io.lumadb.server.transfer.DocumentExport} streams a collection out in the same formats.
 */
@NullMarked
package io.lumadb.server.transfer;

import org.jspecify.annotations.NullMarked;
