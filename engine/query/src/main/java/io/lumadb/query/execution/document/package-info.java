/**
 * What JQL computes and LQL does not: MongoDB's expression operators with their ways with null, missing and wrong values, and
 * the shapes that its projections and stages give documents.
 */
@NullMarked
package io.lumadb.query.execution.document;

import org.jspecify.annotations.NullMarked;
