package io.tenantry.tenancy;

/**
 * How far a copy has come.
 *
 * @param done documents copied
 * @param total documents to copy: an estimate, taken before the first of them and raised when there are more
 */
public record CopyProgress(long done, long total) {

    static CopyProgress outOf(long total) {
        return new CopyProgress(0, total);
    }

    CopyProgress plus(long documents) {
        long sum = done + documents;
        return new CopyProgress(sum, Math.max(total, sum));
    }
}
