/**
 * {@link io.lumadb.console.ui.tour.Tour} walks every screen of a running console in both themes and writes their pictures:
 * what people see in the README, and what its makers look at before they ship.
 */
@NullMarked
package io.lumadb.console.ui.tour;

import org.jspecify.annotations.NullMarked;
