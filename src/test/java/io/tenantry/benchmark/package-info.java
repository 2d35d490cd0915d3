/**
 * What the service costs, side by side with what the same work costs without it. BENCHMARKS.md says how to run it and how
 * to read it.
 */
@NullMarked
package io.tenantry.benchmark;

import org.jspecify.annotations.NullMarked;
