package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer as it came over the wire.
 *
 * @param text from the status line on
 */
record RawReply(int status, String text) {

    private static final String PROTOCOL = "HTTP/1.1 ";

    static RawReply of(String text) {
        assertThat(text).startsWith(PROTOCOL);
        return new RawReply(Integer.parseInt(text.substring(PROTOCOL.length(), PROTOCOL.length() + 3)), text);
    }

    /** That it is a problem, if it says anything at all, and that it shows nothing of the inside. */
    void requireTellsNothing(OddRequest request) {
        if (!body().isBlank()) {
            assertThat(text).as(request.toString()).containsIgnoringCase("Content-Type: application/problem+json");
        }
        assertThat(body()).as(request.toString()).doesNotContainPattern(Reply.INSIDE);
    }

    private String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
}
