package io.lumadb.client.load;

/**
 * One operation.
 *
 * @param record the record's number
 * @param length how many documents a scan asks for; 0 for others
 */
public record Operation(OperationKind kind, long record, int length) {}
