/**
 * Core loops: one platform thread a core, each the only one that touches the state of its shards.
 *
 * <p>A {@link io.lumadb.storage.core.CoreLoop} takes tasks from a mailbox. Tasks from outside wait for room when the
 * mailbox is full; the storage's own follow-up tasks never wait, so that finished disk work always gets home. Answers
 * leave through a thread of their own, so that whoever waits for one cannot hold a core up.
 */
@NullMarked
package io.lumadb.storage.core;

import org.jspecify.annotations.NullMarked;
