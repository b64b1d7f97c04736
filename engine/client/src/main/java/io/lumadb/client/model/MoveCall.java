package io.lumadb.client.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lumadb.document.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/tiering/move}: moves documents by hand; answers {@code {"moved": n}} when they are there.
 *
 * @param ids which documents; null for all of the collection
 * @param to {@code hot}, {@code warm} or {@code cold}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MoveCall(String collection, @Nullable List<Value> ids, String to) {}
