package io.tenantry.idempotency;

import io.tenantry.kernel.Caller;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.KeptBody;
import io.tenantry.tenancy.Tenant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Whose a key is: the caller's, in the organization that they act in, or that of the e-mail address in the body. */
@Component
class KeyOwner {

    private final JsonMapper json;

    KeyOwner(JsonMapper json) {
        this.json = json;
    }

    /** Empty for somebody unknown who gives no address: the route refuses that, or it has no use for a key. */
    Mono<String> of(ServerWebExchange exchange, KeptBody request) {
        Caller caller = Caller.of(exchange);
        return caller == null
                ? Mono.justOrEmpty(address(request.bytes())).map(email -> "email " + email.value())
                : known(caller);
    }

    private static Mono<String> known(Caller caller) {
        return Mono.deferContextual(context -> Mono.just(caller.owner()
                + context.<Tenant>getOrEmpty(Tenant.class)
                        .map(tenant -> " in " + tenant.id())
                        .orElse("")));
    }

    private Optional<EmailAddress> address(byte[] body) {
        try {
            String text = json.readTree(body).path("email").asString("");
            return Optional.of(EmailAddress.of(text));
        } catch (JacksonException | InvalidValueException unreadable) {
            return Optional.empty();
        }
    }
}
