/** {@code luma.toml}: every key with its default, check and meaning in one place, read into immutable records. */
@NullMarked
package io.lumadb.cluster.config;

import org.jspecify.annotations.NullMarked;
