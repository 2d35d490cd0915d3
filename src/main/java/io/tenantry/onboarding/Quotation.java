package io.tenantry.onboarding;

/** How a mail says what somebody else has written, so that nobody takes it for the service's own words. */
final class Quotation {

    private Quotation() {}

    /** On one line, in quotation marks that it cannot end. */
    static String of(String words) {
        return '"' + words.replaceAll("[\\p{Z}\\s]+", " ").replace('"', '\'') + '"';
    }
}
