/**
 * The JSON of the API: how values, times and records are written and bodies are read. Component names are the field names; what
 * is absent is left out. Records that the cluster's views already have are not repeated here.
 */
@NullMarked
package io.lumadb.server.wire;

import org.jspecify.annotations.NullMarked;
