package io.lumadb.client.model;

/**
 * {@code POST /api/v1/tiering/preview}: what a policy would move, before it is set.
 *
 * @param withinSeconds the time documents are given to come due without an access; 0: what would move at once
 */
public record PreviewCall(String collection, TieringPolicyBody policy, long withinSeconds) {}
