package io.lumadb.client.model;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;

/**
 * One field of {@code GET /api/v1/collections/{c}/sample} (answer: {@code {"sampled": n, "fields": [ … ]}}).
 *
 * @param types how many sampled documents had the field with that type
 * @param frequency the share of sampled documents that have it, 0 to 1
 */
public record FieldSample(String path, Map<String, Long> types, double frequency, List<Value> examples) {}
