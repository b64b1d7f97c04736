/**
 * What the console remembers, in an H2 file of the user's configuration folder. The schema is a row of versioned SQL
 * scripts, each run once; passwords go to the operating system's keyring, or are not kept.
 */
@NullMarked
package io.lumadb.console.app.settings;

import org.jspecify.annotations.NullMarked;
