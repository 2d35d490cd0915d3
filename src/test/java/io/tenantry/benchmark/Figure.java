package io.tenantry.benchmark;

/**
 * One line of the table.
 *
 * @param name what was measured
 * @param measured what it came to, for people
 * @param reference what it is compared with; a dash for nothing
 * @param value what is held against the bound: a ratio, or the figure itself
 * @param bound the most it may be; infinite for what is only shown
 * @param unit of value and bound; empty for a ratio
 */
record Figure(String name, String measured, String reference, double value, double bound, String unit) {

    boolean isWithinBound() {
        return value <= bound;
    }
}
