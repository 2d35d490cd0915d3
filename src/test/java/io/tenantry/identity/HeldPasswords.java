package io.tenantry.identity;

import io.tenantry.tenancy.MasterTemplate;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

/** For crash tests: something to wait for between the use of a reset link and the new password. */
public final class HeldPasswords {

    private HeldPasswords() {}

    public static void register(GenericApplicationContext context, Mono<Void> hold) {
        context.registerBean(
                "heldPasswords",
                AccountStore.class,
                () -> new Held(context.getBean(MasterTemplate.class), hold),
                definition -> definition.setPrimary(true));
    }

    private static final class Held extends AccountStore {

        private final Mono<Void> hold;

        Held(MasterTemplate master, Mono<Void> hold) {
            super(master);
            this.hold = hold;
        }

        @Override
        Mono<Boolean> resetPassword(Account account, String hash) {
            return hold.then(Mono.defer(() -> super.resetPassword(account, hash)));
        }
    }
}
