package io.lumadb.client.sample;

/**
 * Somebody who orders. Nobody real: the address ends in a domain reserved for examples (RFC 2606).
 *
 * @param country ISO 3166 alpha-2 code
 */
record Customer(String name, String city, String country, String email) {}
