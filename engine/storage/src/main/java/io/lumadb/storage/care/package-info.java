/**
 * Keeps the fragments of cold segments whole.
 *
 * <p>A {@link io.lumadb.storage.care.Caretaker} belongs to one shard and works while its replica leads. Whoever finds a lost
 * fragment, a reader or the scrub, tells it; it rebuilds the fragment from the others. The scrub reads every fragment within
 * an interval, a segment at a time, and remembers how far it came. Both share one thread of the node and are held to a rate.
 */
@NullMarked
package io.lumadb.storage.care;

import org.jspecify.annotations.NullMarked;
