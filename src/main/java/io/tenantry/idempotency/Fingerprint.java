package io.tenantry.idempotency;

/**
 * A request with a key, as one secret of the service tells it from others.
 *
 * @param id hashed of caller, route and key
 * @param request hashed of the query and the body
 */
record Fingerprint(String id, String request) {}
