package io.tenantry.tenancy;

/**
 * How much of a collection one command may copy, so that it comes to its end in time, and readers come between two of them.
 *
 * @param documents at most so many
 * @param bytes as far as the average of the collection tells
 */
record RangeLimit(long documents, long bytes) {

    /**
     * One {@code $merge} of a million documents kept readers of the embedded server waiting for two minutes; and 64 MiB come to
     * their end within the time of a command on a disk that writes less than a megabyte a second.
     */
    static final RangeLimit STANDARD = new RangeLimit(50_000, 64 * 1024 * 1024);

    /**
     * In documents; one at least.
     *
     * @param average bytes a document; 0 when there is none
     */
    long in(long average) {
        return Math.max(1, Math.min(documents, bytes / Math.max(1, average)));
    }
}
