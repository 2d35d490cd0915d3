package io.tenantry.identity;

import io.tenantry.tenancy.MasterTemplate;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

/** For crash tests: something to wait for before and after a password is set with a reset link. */
public final class HeldPasswords {

    private HeldPasswords() {}

    public static void register(GenericApplicationContext context, Mono<Void> before, Mono<Void> after) {
        context.registerBean(
                "heldPasswords",
                AccountStore.class,
                () -> new Held(context.getBean(MasterTemplate.class), before, after),
                definition -> definition.setPrimary(true));
    }

    private static final class Held extends AccountStore {

        private final Mono<Void> before;
        private final Mono<Void> after;

        Held(MasterTemplate master, Mono<Void> before, Mono<Void> after) {
            super(master);
            this.before = before;
            this.after = after;
        }

        @Override
        Mono<Boolean> resetPassword(Account account, String hash) {
            return before.then(Mono.defer(() -> super.resetPassword(account, hash)))
                    .delayUntil(set -> after);
        }
    }
}
