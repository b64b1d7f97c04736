/**
 * The sample that ships with LumaDB: a shop's catalogue and what was ordered from it. The catalogue is a resource,
 * one Extended JSON product a line, written by hand; the orders are made by {@link io.lumadb.client.sample.OrderGenerator}
 * from the catalogue, a seed and an end date, and are the same whenever those three are the same. {@code SampleData}
 * is the door to both; {@code OrderCalendar} knows when people buy, {@code SeasonalDemand} what they buy in which
 * month, and {@code CustomerPool} who they are. Everything streams: no count of orders is ever held in memory.
 */
@NullMarked
package io.lumadb.client.sample;

import org.jspecify.annotations.NullMarked;
