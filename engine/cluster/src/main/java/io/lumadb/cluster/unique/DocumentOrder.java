package io.lumadb.cluster.unique;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Puts writes of the same document in the order they came in: each waits for those before it. Guarded by itself. Nobody
 * waits in a circle, for whoever came first waits for none.
 */
final class DocumentOrder {

    private record Name(int collection, ByteBuffer id) {}

    /** A place in the row. {@code before} completes when it is its turn; it must {@link #leave} afterwards. */
    final class Turn {
        private final Set<Name> names;
        private final CompletableFuture<Void> before;
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        private Turn(Set<Name> names) {
            this.names = names;
            List<CompletableFuture<Void>> others = new ArrayList<>();
            for (Name name : names) {
                CompletableFuture<Void> other = last.put(name, over);
                if (other != null) {
                    others.add(other);
                }
            }
            this.before = CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
        }

        CompletableFuture<Void> before() {
            return before;
        }

        void leave() {
            synchronized (DocumentOrder.this) {
                names.forEach(name -> last.remove(name, over));
            }
            over.complete(null);
        }
    }

    private final Map<Name, CompletableFuture<Void>> last = new HashMap<>();

    synchronized Turn take(int collection, List<Value> ids) {
        Set<Name> names = new HashSet<>();
        ids.forEach(id -> names.add(new Name(collection, ByteBuffer.wrap(OrderedKey.of(id)))));
        return new Turn(names);
    }
}
