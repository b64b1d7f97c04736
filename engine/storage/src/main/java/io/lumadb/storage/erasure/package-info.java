/**
 * Reed–Solomon coding of cold segments: k data fragments, m parity fragments, any k of them give back the others.
 *
 * <p>{@link io.lumadb.storage.erasure.ReedSolomon} is the door. The {@code CodingMatrix} says how every fragment is made of the
 * data fragments, and is part of the format on disk; inverting k of its rows gives the {@code Coefficients} that make the
 * lost fragments of those that are left. Multiplying fragments by coefficients in the {@code GaloisField} of 256 elements is
 * what takes time: a {@code Product} does it, plainly or with vector instructions.
 *
 * <p>Source: J. S. Plank, "A Tutorial on Reed–Solomon Coding for Fault-Tolerance in RAID-like Systems", 1997, with the note of
 * 2005 that corrects it; J. Blömer et al., "An XOR-Based Erasure-Resilient Coding Scheme", 1995, for Cauchy matrices.
 */
@NullMarked
package io.lumadb.storage.erasure;

import org.jspecify.annotations.NullMarked;
