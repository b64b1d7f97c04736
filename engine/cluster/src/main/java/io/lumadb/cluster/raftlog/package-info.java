/**
 * Reads the files of Ratis's log without Ratis, which would cut a log short at some kinds of damage and go on: a segment
 * whose last entries cannot be read, or one whose header is gone, it shortens or deletes.
 *
 * <p>A {@link io.lumadb.cluster.raftlog.GroupLog} reads the folder of one group before the server opens it, and for
 * {@code luma server --check}. What a power failure can leave of writes that nobody was told of, a torn tail, is told
 * apart from damage: the {@link io.lumadb.cluster.raftlog.SegmentScan} says how. The layout is that of Ratis 3.3's {@code
 * SegmentedRaftLogOutputStream}.
 */
@NullMarked
package io.lumadb.cluster.raftlog;

import org.jspecify.annotations.NullMarked;
