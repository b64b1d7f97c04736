/**
 * Files into a cluster. {@link io.lumadb.client.transfer.Importer} cuts a file of any size into batches, sends some at
 * once, and gives back every record that was refused, with its line and the reason.
 */
@NullMarked
package io.lumadb.client.transfer;

import org.jspecify.annotations.NullMarked;
