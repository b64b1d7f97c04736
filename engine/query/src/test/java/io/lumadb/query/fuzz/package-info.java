/**
 * Fuzz targets for everything that reads text from outside. They run with {@code -Pslow}, each in a JVM of its own; what they
 * found is kept as ordinary tests beside them.
 */
package io.lumadb.query.fuzz;
