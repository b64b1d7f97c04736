/**
 * Where cold fragments lie: places that hold whole objects and fail as a whole.
 *
 * <p>A {@link io.lumadb.storage.volume.VolumeStore} has the semantics of an object store: an object is put whole and never
 * changed, read by ranges, listed and deleted. {@link io.lumadb.storage.volume.DirectoryVolume} keeps each object as a file of a
 * folder. {@link io.lumadb.storage.volume.Volumes} are those of one node: it puts the fragments of a segment on different ones
 * at the same time.
 */
@NullMarked
package io.lumadb.storage.volume;

import org.jspecify.annotations.NullMarked;
