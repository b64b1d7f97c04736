/**
 * Which records a load asks for: the request distributions of YCSB (Cooper, Silberstein, Tam, Ramakrishnan and Sears:
 * Benchmarking Cloud Serving Systems with YCSB, SoCC 2010) and the keys of its records. Each chooser is used by one thread,
 * which brings its own random numbers.
 */
@NullMarked
package io.lumadb.client.load.key;

import org.jspecify.annotations.NullMarked;
